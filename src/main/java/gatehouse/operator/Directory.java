package gatehouse.operator;

import static java.util.Objects.requireNonNull;

import gatehouse.door.Secret;

/// Where people are known who stand in no site file: a company's directory. It may block for as long as its time-outs
/// say.
public interface Directory {
    /// No directory: nobody is known there.
    Directory NONE = (name, password) -> new Answer.Refused();

    sealed interface Answer {
        record Known(Operator operator) implements Answer {
            public Known {
                requireNonNull(operator);
            }
        }

        /// Name and password do not belong together, or nobody of that name has a role here.
        record Refused() implements Answer {}

        record Unreachable(String why) implements Answer {
            public Unreachable {
                requireNonNull(why);
            }
        }
    }

    Answer ask(String name, Secret password);
}
