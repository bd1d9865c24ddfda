package gatehouse;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.text.SimpleDateFormat;
import java.time.format.DateTimeFormatter;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Whatever makes text says for whom: for machines with `Locale.ROOT`, for people in the language of the desk. Where
/// nothing is said the system's language decides, and under Arabic digits no file is found again and no door can talk.
class TextForMachinesTest {
    private static final Set<String> SPEAK_BY_THEMSELVES =
            Set.of("format", "formatted", "printf", "toLowerCase", "toUpperCase", "ofPattern");

    /// The calls that ask the system for its language: they have a twin that takes one.
    private static final DescribedPredicate<AccessTarget> WITHOUT_A_LOCALE =
            DescribedPredicate.describe("a call that makes text in whatever language the system speaks", target -> {
                if (!(target instanceof AccessTarget.CodeUnitCallTarget call)) {
                    return false;
                }
                var owner = call.getOwner();
                boolean said = call.getRawParameterTypes().stream().anyMatch(t -> t.isEquivalentTo(Locale.class));
                if (said) {
                    return false;
                }
                boolean text = owner.isEquivalentTo(String.class)
                        || owner.isAssignableTo(java.io.PrintStream.class)
                        || owner.isAssignableTo(java.io.PrintWriter.class)
                        || owner.isEquivalentTo(DateTimeFormatter.class);
                boolean made = List.of(Formatter.class, DecimalFormat.class, SimpleDateFormat.class).stream()
                                .anyMatch(owner::isEquivalentTo)
                        && call.getName().equals("<init>");
                boolean numbers = owner.isEquivalentTo(NumberFormat.class)
                        && call.getName().startsWith("get");
                return made || numbers || text && isOneOf(call, owner.isEquivalentTo(DateTimeFormatter.class));
            });

    private static boolean isOneOf(AccessTarget.CodeUnitCallTarget call, boolean formatter) {
        return formatter ? call.getName().equals("ofPattern") : SPEAK_BY_THEMSELVES.contains(call.getName());
    }

    @Test
    void everyTextSaysForWhomItIsMade() {
        var house = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(location -> !location.contains("/test/"))
                .importPackages("gatehouse");
        noClasses()
                .should()
                .callCodeUnitWhere(target(WITHOUT_A_LOCALE).forSubtype())
                .because("a machine reads the digits of Locale.ROOT only")
                .check(house);
        // The rule itself sees what it is for.
        var own = new ClassFileImporter().importClasses(Sinner.class);
        org.junit.jupiter.api.Assertions.assertThrows(
                AssertionError.class,
                () -> noClasses()
                        .should()
                        .callCodeUnitWhere(target(WITHOUT_A_LOCALE).forSubtype())
                        .check(own));
    }

    private static final class Sinner {
        @SuppressWarnings({"DefaultLocale", "StringCaseLocaleUsage", "unused"})
        static String sins(int number) {
            return String.valueOf(number).toLowerCase(Locale.ROOT) + "%d".formatted(number);
        }
    }
}
