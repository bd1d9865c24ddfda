package gatehouse.sim.onvif;

import java.time.Instant;
import java.util.Locale;

/// One property event: the topic, whose property it is, and its value. `Initialized` tells a state to a newcomer,
/// `Changed` is something that happened.
record Event(Topic topic, String source, String value, boolean initial, Instant at) {
    /// The topics a door has, with the names and values its makers write there.
    enum Topic {
        RELAY("tns1:Device/Trigger/Relay", "RelayToken", "LogicalState", "active", "inactive"),
        DIGITAL_INPUT("tns1:Device/Trigger/DigitalInput", "InputToken", "LogicalState", "true", "false"),
        // Reolink's name for the button.
        VISITOR("tns1:RuleEngine/MyRuleDetector/Visitor", "Source", "State", "true", "false"),
        // Door Control Service Specification, section 6. These have more than two values.
        DOOR_MODE("tns1:Door/State/DoorMode", "DoorToken", "State", "Accessed", "Locked"),
        DOOR_LEAF("tns1:Door/State/DoorPhysicalState", "DoorToken", "State", "Open", "Closed"),
        DOOR_LOCK("tns1:Door/State/LockPhysicalState", "DoorToken", "State", "Unlocked", "Locked");

        private final String path;
        private final String sourceName;
        private final String dataName;
        private final String whenTrue;
        private final String whenFalse;

        Topic(String path, String sourceName, String dataName, String whenTrue, String whenFalse) {
            this.path = path;
            this.sourceName = sourceName;
            this.dataName = dataName;
            this.whenTrue = whenTrue;
            this.whenFalse = whenFalse;
        }

        String path() {
            return path;
        }

        String word(boolean value) {
            return value ? whenTrue : whenFalse;
        }

        /// The entry of GetEventProperties: nested elements, the innermost is the topic.
        String description(String type) {
            String[] steps = path.split("/");
            var open = new StringBuilder();
            var close = new StringBuilder();
            for (int i = 0; i < steps.length; i++) {
                boolean last = i == steps.length - 1;
                open.append('<').append(steps[i]).append(last ? " wstop:topic=\"true\">" : ">");
                close.insert(0, "</" + steps[i] + ">");
            }
            return open + String.format(Locale.ROOT, """
                    <tt:MessageDescription IsProperty="true"><tt:Source>\
                    <tt:SimpleItemDescription Name="%s" Type="tt:ReferenceToken"/></tt:Source><tt:Data>\
                    <tt:SimpleItemDescription Name="%s" Type="%s"/></tt:Data></tt:MessageDescription>\
                    """, sourceName, dataName, type) + close + "\n";
        }
    }

    Event asInitial(Instant now) {
        return new Event(topic, source, value, true, now);
    }

    String xml() {
        return String.format(
                Locale.ROOT,
                """
                <wsnt:NotificationMessage>\
                <wsnt:Topic Dialect="http://www.onvif.org/ver10/tev/topicExpression/ConcreteSet">%s</wsnt:Topic>\
                <wsnt:Message><tt:Message UtcTime="%s" PropertyOperation="%s">\
                <tt:Source><tt:SimpleItem Name="%s" Value="%s"/></tt:Source>\
                <tt:Data><tt:SimpleItem Name="%s" Value="%s"/></tt:Data>\
                </tt:Message></wsnt:Message></wsnt:NotificationMessage>
                """,
                topic.path,
                at,
                initial ? "Initialized" : "Changed",
                topic.sourceName,
                Soap.escape(source),
                topic.dataName,
                value);
    }
}
