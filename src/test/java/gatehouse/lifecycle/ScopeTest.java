package gatehouse.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ScopeTest {
    private final List<String> closed = new ArrayList<>();
    private final Scope scope = new Scope();

    @Test
    void whatWasOpenedLastIsClosedFirst() {
        scope.own(() -> closed.add("first"));
        scope.own(() -> closed.add("second"));
        scope.close();
        scope.close();
        assertEquals(List.of("second", "first"), closed);
    }

    @Test
    void oneThatFailsDoesNotKeepTheOthersOpen() {
        scope.own(() -> closed.add("first"));
        scope.own(() -> {
            throw new IOException("jammed");
        });
        var failure = assertThrows(IllegalStateException.class, scope::close);
        assertEquals("jammed", failure.getSuppressed()[0].getMessage());
        assertEquals(List.of("first"), closed);
    }

    @Test
    void whatComesTooLateIsClosedAtOnce() {
        scope.close();
        var late = new AtomicBoolean();
        assertThrows(IllegalStateException.class, () -> scope.own(() -> late.set(true)));
        assertTrue(late.get());
    }
}
