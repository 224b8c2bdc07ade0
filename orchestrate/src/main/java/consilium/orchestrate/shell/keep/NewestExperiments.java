package consilium.orchestrate.shell.keep;

import consilium.runtime.collect.KeepRule;
import consilium.runtime.collect.Retention;
import jakarta.inject.Singleton;

/// What the newest experiments made or reused, however long ago that was.
@Singleton
class NewestExperiments implements KeepRule {

    private final Retention retention;

    NewestExperiments(Retention retention) {
        this.retention = retention;
    }

    @Override
    public String why() {
        return "one of the newest " + retention.experiments() + " experiments";
    }

    @Override
    public String recipes() {
        return "select s.recipe from experiment_step s join (select id from experiment"
                + " order by submitted desc, id desc limit " + retention.experiments() + ") e on e.id = s.experiment";
    }
}
