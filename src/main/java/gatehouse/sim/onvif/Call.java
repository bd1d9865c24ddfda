package gatehouse.sim.onvif;

import java.util.Optional;

/// One SOAP request that was let in: the operation in its namespace, its parameters, and the header.
record Call(String path, Element operation, Optional<Element> header) {
    String name() {
        return operation.name();
    }

    String text(String parameter) {
        return operation.textOf(parameter);
    }

    String headerText(String element) {
        return header.map(h -> h.textOf(element)).orElse("");
    }
}
