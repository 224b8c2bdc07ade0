package consilium.orchestrate.shell.keep;

import consilium.runtime.collect.KeepRule;
import jakarta.inject.Singleton;

/// What an experiment that has not ended has made or reused so far. What it used and has not been told of yet was used
/// after it was submitted; a minute is for clocks that differ.
@Singleton
class LiveExperiments implements KeepRule {

    @Override
    public String why() {
        return "live experiment";
    }

    @Override
    public String recipes() {
        return """
                select s.recipe from experiment_step s join experiment e on e.id = s.experiment
                where e.state in ('REQUESTED', 'RUNNING')
                union
                select recipe from execution where used >= (select min(submitted) - interval '1 minute'
                    from experiment where state in ('REQUESTED', 'RUNNING'))""";
    }
}
