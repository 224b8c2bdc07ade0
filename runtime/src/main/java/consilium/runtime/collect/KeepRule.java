package consilium.runtime.collect;

/// A reason to keep executions: every bean of this type is asked. What a kept execution was made from is kept with it,
/// back to the sources.
public interface KeepRule {

    /// In a word or two, for people: `live experiment`.
    String why();

    /// A query in SQL, of one column: the recipes of executions to keep. Nulls and unknown ones do no harm.
    String recipes();
}
