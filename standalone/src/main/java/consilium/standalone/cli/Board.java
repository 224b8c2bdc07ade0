package consilium.standalone.cli;

/// Shows an experiment's steps as they come along.
interface Board {

    /// @param screen decides which
    static Board on(Screen screen) {
        return screen.live() ? new LiveBoard(screen) : new LineBoard(screen);
    }

    void show(StepView step);

    /// Nothing more is to come.
    void end();
}
