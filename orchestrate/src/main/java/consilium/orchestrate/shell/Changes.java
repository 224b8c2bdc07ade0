package consilium.orchestrate.shell;

import java.util.List;

/// What changed of an experiment since a version.
///
/// @param version as far as these changes go
/// @param state   of the experiment: `running`
/// @param ended   whether nothing more will change
public record Changes(long version, String state, boolean ended, List<StepView> steps) {}
