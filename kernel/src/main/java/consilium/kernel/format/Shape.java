package consilium.kernel.format;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How one record is read and written, found out once: reflection answers anew each time it is asked, and every event
/// is read and written at every hop.
///
/// @param scalar whether it is written as a text, see [Scalar]
/// @param kind   by which it is told from its siblings, where it has any
/// @param names  of its fields
record Shape(
        Class<?> type,
        boolean scalar,
        Optional<String> kind,
        List<Field> fields,
        List<String> names,
        Constructor<?> constructor) {

    private static final ClassValue<Shape> KNOWN = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return find(type);
        }
    };

    /// @param range    what it is to lie in, if anything
    /// @param standard the tree that an absent one is read from, if there is one
    record Field(
            String name, Class<?> type, Type generic, @Nullable Range range, @Nullable Object standard,
            Method accessor) {

        static Field of(RecordComponent component) {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            return new Field(
                    component.getName(),
                    component.getType(),
                    component.getGenericType(),
                    component.getAnnotation(Range.class),
                    RecordFormat.defaultOf(component),
                    accessor);
        }

        @Nullable
        Object of(Record record) {
            try {
                return accessor.invoke(record);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("cannot read " + accessor, e);
            }
        }
    }

    /// @param type a record
    static Shape of(Class<?> type) {
        return KNOWN.get(type);
    }

    private static Shape find(Class<?> type) {
        List<Field> fields = Arrays.stream(type.getRecordComponents()).map(Field::of).toList();
        try {
            Constructor<?> constructor =
                    type.getDeclaredConstructor(fields.stream().map(Field::type).toArray(Class[]::new));
            constructor.setAccessible(true);
            return new Shape(
                    type,
                    type.isAnnotationPresent(Scalar.class),
                    Names.isVariant(type) ? Optional.of(Names.kind(type)) : Optional.empty(),
                    fields,
                    fields.stream().map(Field::name).toList(),
                    constructor);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("cannot make a " + type.getName(), e);
        }
    }
}
