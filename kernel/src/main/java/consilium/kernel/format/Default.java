package consilium.kernel.format;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The value of a field that is left out: text, a number or a truth value as it would be written; `{}` for a
/// record whose fields all have defaults of their own. This is the one home of a default.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
    String value();
}
