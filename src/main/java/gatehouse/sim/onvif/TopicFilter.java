package gatehouse.sim.onvif;

import java.util.Arrays;
import java.util.List;

/// Which topics a subscriber wants: the alternatives of a ConcreteSet expression, `//.` at the end takes the subtree.
record TopicFilter(List<String> expressions) {
    private static final int MOST = 16;

    TopicFilter {
        expressions = List.copyOf(expressions);
    }

    static TopicFilter of(Element subscribe) {
        String text = subscribe.textOf("TopicExpression");
        return new TopicFilter(Arrays.stream(text.split("\\|"))
                .map(String::trim)
                .filter(e -> !e.isEmpty())
                .limit(MOST)
                .toList());
    }

    boolean lets(String topic) {
        return expressions.isEmpty() || expressions.stream().anyMatch(e -> lets(e, topic));
    }

    private static boolean lets(String expression, String topic) {
        if (!expression.endsWith("//.")) {
            return expression.equals(topic);
        }
        String stem = expression.substring(0, expression.length() - 3);
        return topic.equals(stem) || topic.startsWith(stem + "/");
    }
}
