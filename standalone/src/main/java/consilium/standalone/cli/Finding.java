package consilium.standalone.cli;

/// One thing that the doctor looked at.
///
/// @param found what is there and, where it is not right, what to do
record Finding(String what, Verdict verdict, String found) {

    enum Verdict {
        FINE,
        /// Works, but may surprise.
        NOTE,
        WRONG
    }

    static Finding fine(String what, String found) {
        return new Finding(what, Verdict.FINE, found);
    }

    static Finding note(String what, String found) {
        return new Finding(what, Verdict.NOTE, found);
    }

    static Finding wrong(String what, String found) {
        return new Finding(what, Verdict.WRONG, found);
    }
}
