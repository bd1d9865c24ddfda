package gatehouse.onvif;

/// Carries an [OnvifFault] up to where something can be done about it.
public final class OnvifException extends Exception {
    private final transient OnvifFault fault;

    public OnvifException(OnvifFault fault) {
        super(fault.toString());
        this.fault = fault;
    }

    public OnvifException(OnvifFault fault, Throwable cause) {
        super(fault.toString(), cause);
        this.fault = fault;
    }

    public OnvifFault fault() {
        return fault;
    }
}
