package consilium.standalone.cli;

/// For programs, which want the end alone.
final class SilentBoard implements Board {

    @Override
    public void show(StepView step) {}

    @Override
    public void end() {}
}
