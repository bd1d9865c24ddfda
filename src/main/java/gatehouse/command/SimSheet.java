package gatehouse.command;

import gatehouse.door.UnlockBy;
import gatehouse.sim.DemoSite;
import gatehouse.sim.Lock;
import gatehouse.sim.SimDoor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// What is printed about a simulated door: everything a foreign program needs to use it. The passwords are shown on
/// purpose; they open nothing.
final class SimSheet {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private SimSheet() {}

    static String of(DemoSite site, SimDoor door) {
        var known = door.door();
        var sheet = new LinkedHashMap<String, Object>();
        sheet.put("id", known.id().value());
        sheet.put("name", known.name());
        sheet.put("onvif", known.device().orElseThrow().toString());
        sheet.put("rtspMain", known.camera().orElseThrow().main().toString());
        sheet.put("rtspSub", known.camera().orElseThrow().sub().toString());
        sheet.put("snapshot", door.web().resolve("/onvif/snapshot").toString());
        sheet.put(
                "sip",
                "sip:" + door.phoneAddress().getHostString() + ":"
                        + door.phoneAddress().getPort());
        door.plan().extension().ifPresent(number -> sheet.put("extension", number));
        sheet.put("user", known.login().user());
        sheet.put("password", known.login().password().reveal());
        sheet.put("outputs", outputs(door));
        return JSON.writeValueAsString(sheet);
    }

    private static List<Map<String, Object>> outputs(SimDoor door) {
        var outputs = new ArrayList<Map<String, Object>>();
        for (var plan : door.plan().outputs()) {
            int number = outputs.size() + 1;
            var output = new LinkedHashMap<String, Object>();
            output.put("id", plan.id());
            output.put("name", plan.name());
            output.put("relay", "relay" + number);
            output.put("code", plan.code().reveal());
            output.put(
                    "unlock",
                    door.web().resolve("/api/relay/" + number + "/open").toString());
            output.put("state", door.web().resolve("/api/relay/" + number).toString());
            output.put("way", way(door.door().output(plan.id()).orElseThrow().by()));
            outputs.add(output);
        }
        return outputs;
    }

    private static String way(UnlockBy by) {
        return switch (by) {
            case UnlockBy.Dtmf dtmf ->
                switch (dtmf.tones()) {
                    case RFC4733 -> "rfc4733";
                    case INFO -> "info";
                    case INFO_DTMF -> "info-dtmf";
                    case IN_BAND -> "in-band";
                };
            case UnlockBy.Http http -> "http";
            case UnlockBy.OnvifRelay relay -> "onvif";
            case UnlockBy.OnvifDoor controlled -> "onvif-door";
            case UnlockBy.Mqtt mqtt -> "mqtt";
            case UnlockBy.Modbus modbus -> "modbus";
        };
    }

    /// The locks of a door at this moment.
    static String locks(SimDoor door) {
        var locks = new LinkedHashMap<String, Object>();
        door.plan().outputs().forEach(output -> locks.put(output.id(), lock(door.lock(output.id()))));
        return JSON.writeValueAsString(Map.of("door", door.plan().id().value(), "locks", locks));
    }

    private static Map<String, Object> lock(Lock lock) {
        var openings = lock.openings().stream()
                .map(o -> Map.of("by", o.by().name(), "at", o.at().toString()))
                .toList();
        return Map.of("state", lock.state().name(), "openings", openings);
    }
}
