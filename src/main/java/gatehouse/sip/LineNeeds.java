package gatehouse.sip;

import gatehouse.sip.PhoneSettings.Limits;
import java.util.function.Consumer;

/// What a line needs of the telephone it belongs to.
record LineNeeds(
        Stack stack,
        StackThreads threads,
        Letters letters,
        GuestList guests,
        Doorstep doorstep,
        Network network,
        Limits limits,
        Consumer<PhoneEvent> events) {}
