package consilium.kernel.format;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The name by which one record of a sealed interface is told from its siblings, in the field `kind`.
///
/// Without it the name is the class's own in kebab case: `MajorityVote` is `majority-vote`.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Kind {
    String value();
}
