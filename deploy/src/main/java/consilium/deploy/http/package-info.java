/// Models over HTTP: [ModelsResource] for people and scripts, [InferenceResource] for clients of the Open Inference
/// Protocol.
@NullMarked
package consilium.deploy.http;

import org.jspecify.annotations.NullMarked;
