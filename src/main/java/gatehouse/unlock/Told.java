package gatehouse.unlock;

import static java.util.Objects.requireNonNull;

/// What a device said to an order, or that it said nothing. It says nothing yet of the lock.
sealed interface Told {
    /// Nothing of the order left this desk: the console would not send it.
    record NotSent(String why) implements Told {
        public NotSent {
            requireNonNull(why);
        }
    }

    /// Nothing of the order left this desk: nobody was there to send it to.
    record Unreached(String why) implements Told {
        public Unreached {
            requireNonNull(why);
        }
    }

    /// The device answered that it has no such way or knows no such login: nothing was done.
    record NotTaken(String why) implements Told {
        public NotTaken {
            requireNonNull(why);
        }
    }

    /// The device understood and said no. Somebody may have meant it so: no other way is tried.
    record No(String why) implements Told {
        public No {
            requireNonNull(why);
        }
    }

    /// The device answered, and the answer does not say whether it acted before: an error on its side, an answer that
    /// makers are known to give after the relay has moved. No other way is tried.
    record Unclear(String why) implements Told {
        public Unclear {
            requireNonNull(why);
        }
    }

    /// The order went out, or part of it, and nobody knows what became of it.
    record Doubt(String why) implements Told {
        public Doubt {
            requireNonNull(why);
        }
    }

    /// The device took the order. `by` says which answer that was.
    record Yes(String by) implements Told {
        public Yes {
            requireNonNull(by);
        }
    }
}
