package consilium.orchestrate.shell.rest;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(description = "Dead letters, the newest first.")
public record DeadLetterList(List<DeadLetterSummary> letters) {}
