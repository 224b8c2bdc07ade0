package consilium.runtime.collect;

import jakarta.inject.Singleton;

/// What somebody is making again just now.
@Singleton
final class BeingMade implements KeepRule {

    @Override
    public String why() {
        return "being made";
    }

    @Override
    public String recipes() {
        return "select recipe from claim where until > clock_timestamp()";
    }
}
