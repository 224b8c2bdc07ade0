package consilium.orchestrate.shell.rest;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(description = "A spec that was found good.")
public record Validity(
        boolean valid,
        String name,
        @Schema(description = "Of the spec: equal specs, equal digests") String digest) {}
