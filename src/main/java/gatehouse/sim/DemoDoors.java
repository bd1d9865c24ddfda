package gatehouse.sim;

import gatehouse.door.DoorId;
import gatehouse.door.Login;
import gatehouse.door.Secret;
import gatehouse.sim.onvif.Quirk;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Who is who on the demo site: names, instructions, ways to open, and a maker's quirk here and there.
enum DemoDoors {
    MAIN_ENTRANCE("Main entrance", "Visitors sign the book before they enter.", 5, List.of(tones("Door")), Set.of()),
    NORTH_GATE(
            "North gate",
            "Deliveries: ask for the order number.",
            8,
            List.of(onvif("Gate"), digest("Wicket")),
            Set.of(Quirk.RELAYS_ONLY_IN_DEVICE_IO)),
    LOADING_DOCK(
            "Loading dock",
            "Deliveries: ask for the order number, then send them to ramp 2.",
            7,
            List.of(digest("Shutter")),
            Set.of(Quirk.MEDIA1_ONLY, Quirk.NO_GET_SERVICES)),
    LOBBY("Lobby", "Tenants show their card to the camera.", 3, List.of(info("Door")), Set.of(Quirk.INTERNAL_ADDRESS)),
    STAFF_DOOR(
            "Staff door",
            "Staff only. No card: ask for the department and call back.",
            4,
            List.of(onvif("Door")),
            Set.of(Quirk.TRANSMITTER_ONLY, Quirk.REFERENCE_PARAMETERS)),
    VISITOR_PARKING(
            "Visitor parking",
            "Visitors: ask for the plate and whom they visit.",
            2,
            List.of(basic("Barrier")),
            Set.of(Quirk.DIGEST_ONLY, Quirk.BELL_IS_INPUT)),
    SOUTH_GATE(
            "South gate",
            "Closed from 20:00 to 06:00.",
            6,
            List.of(tones("Gate"), info("Wicket")),
            Set.of(),
            Eye.UDP_ONLY),
    DATA_CENTRE(
            "Data centre",
            "Two persons, both on the list, or nobody.",
            9,
            List.of(controlled("Door")),
            Set.of(),
            Eye.MJPEG),
    REAR_ENTRANCE(
            "Rear entrance",
            "Cleaners from 18:00.",
            3,
            List.of(info("Door")),
            Set.of(Quirk.MEDIA1_ONLY),
            Eye.ONE_VIEWER),
    WORKSHOP("Workshop", "Suppliers of the workshop only.", 3, List.of(digest("Door")), Set.of(), Eye.TCP_ONLY),
    WASTE_YARD("Waste yard", "Ask for the name of the carrier.", 2, List.of(tones("Gate")), Set.of()),
    CANTEEN("Canteen", "Deliveries: ask for the order number.", 2, List.of(basic("Door")), Set.of()),
    BOILER_HOUSE("Boiler house", "Call the engineer on duty first.", 4, List.of(onvif("Door")), Set.of()),
    RAIL_SIDING("Rail siding", "Only with the shunter's word.", 6, List.of(tones("Gate")), Set.of()),
    EAST_WING("East wing", "Tenants show their card to the camera.", 3, List.of(info("Door")), Set.of()),
    ROOF_STAIR("Roof stair", "Nobody without a permit.", 7, List.of(digest("Door")), Set.of());

    private final String title;
    private final String instruction;
    private final int priority;
    private final List<Opens> opens;
    private final Set<Quirk> quirks;
    private final Eye eye;

    DemoDoors(String title, String instruction, int priority, List<Opens> opens, Set<Quirk> quirks) {
        this(title, instruction, priority, opens, quirks, Eye.USUAL);
    }

    DemoDoors(String title, String instruction, int priority, List<Opens> opens, Set<Quirk> quirks, Eye eye) {
        this.title = title;
        this.instruction = instruction;
        this.priority = priority;
        this.opens = opens;
        this.quirks = quirks;
        this.eye = eye;
    }

    private record Opens(String name, OutputPlan.Way way) {}

    /// The n-th door, counted from 0. Beyond the last name they are numbered.
    static DoorPlan plan(int index, DemoSettings settings, DemoSettings.Place place) {
        var who = values()[index % values().length];
        int round = index / values().length;
        String name = round == 0 ? who.title : who.title + " " + (round + 1);
        var id = new DoorId(name.toLowerCase(Locale.ROOT).replace(' ', '-'));
        return new DoorPlan(
                index,
                id,
                name,
                who.instruction,
                who.priority,
                place.address(),
                place.own(),
                settings.ports(index),
                new Login("gatehouse", Secret.of(id + "-" + (7301 + 17 * index))),
                who.outputs(),
                index % 2 == 0 ? Optional.of(Integer.toString(301 + index)) : Optional.empty(),
                who.quirks,
                who.eye,
                settings.pulse(),
                settings.walk());
    }

    private List<OutputPlan> outputs() {
        var outputs = new ArrayList<OutputPlan>();
        for (var one : opens) {
            String code = (42 + outputs.size()) + "#";
            outputs.add(new OutputPlan(one.name().toLowerCase(Locale.ROOT), one.name(), one.way(), Secret.of(code)));
        }
        return outputs;
    }

    private static Opens tones(String name) {
        return new Opens(name, OutputPlan.Way.TONES);
    }

    private static Opens info(String name) {
        return new Opens(name, OutputPlan.Way.INFO);
    }

    private static Opens digest(String name) {
        return new Opens(name, OutputPlan.Way.HTTP_DIGEST);
    }

    private static Opens basic(String name) {
        return new Opens(name, OutputPlan.Way.HTTP_BASIC);
    }

    private static Opens controlled(String name) {
        return new Opens(name, OutputPlan.Way.ONVIF_DOOR);
    }

    private static Opens onvif(String name) {
        return new Opens(name, OutputPlan.Way.ONVIF);
    }
}
