/// Models that passed their gate: the decision, the catalogue, and what a model says of an image. Start at
/// [DeployStage] for registering, at [Catalogue] and [Answer] for serving.
@NullMarked
package consilium.deploy;

import org.jspecify.annotations.NullMarked;
