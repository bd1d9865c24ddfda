package gatehouse.onvif;

/// What a device says it is. Any of it may be empty.
public record DeviceInfo(String manufacturer, String model, String firmware, String serial, String hardware) {}
