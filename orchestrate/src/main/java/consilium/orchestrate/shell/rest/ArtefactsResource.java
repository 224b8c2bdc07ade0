package consilium.orchestrate.shell.rest;

import consilium.kernel.artefact.Artefact;
import consilium.kernel.artefact.ArtefactStore;
import consilium.kernel.artefact.Manifest;
import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;
import consilium.kernel.recipe.Digest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.lang.foreign.MemorySegment;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Artefacts by name. A name never comes to mean something else, so an answer may be kept forever.
@Path("/api/artefacts/{digest}")
@Tag(name = "Artefacts", description = "Download results: manifests, arrays and files, checked when read.")
class ArtefactsResource {

    private static final String FOREVER = "public, max-age=31536000, immutable";
    private static final long PIECE = 1 << 20;

    private final ArtefactStore store;

    ArtefactsResource(ArtefactStore store) {
        this.store = store;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "manifest", summary = "What an artefact is made of: its arrays and files")
    @APIResponse(responseCode = "200", description = "The manifest")
    @APIResponse(responseCode = "404", description = "No such artefact in the store")
    public Response manifest(@PathParam("digest") String digest) {
        return Response.ok(artefact(digest).manifest().bytes(), MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, FOREVER)
                .build();
    }

    @GET
    @Path("{part: .+}")
    @Produces(MediaType.WILDCARD)
    @Operation(operationId = "part", summary = "An array (as .npy, with or without the ending in its name) or a file of an artefact", description = "The bytes are compared with their digest before the first one is sent.")
    @APIResponse(responseCode = "200", description = "The bytes", content = @Content(mediaType = MediaType.APPLICATION_OCTET_STREAM, schema = @Schema(type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "404", description = "No such artefact, or it has no such part")
    @APIResponse(responseCode = "500", description = "The part is damaged")
    public Response part(
            @PathParam("digest") String digest, @PathParam("part") String name, @Context Request request) {
        Part part = Part.of(artefact(digest), name);
        EntityTag tag = new EntityTag(part.blob().hex());
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        return unchanged != null ? unchanged.build() : send(part, tag);
    }

    private Response send(Part part, EntityTag tag) {
        MemorySegment bytes = checked(part);
        return Response.ok(stream(bytes), part.mediaType())
                .header(HttpHeaders.CONTENT_LENGTH, bytes.byteSize())
                .header(HttpHeaders.CONTENT_DISPOSITION, part.disposition())
                .header(HttpHeaders.CACHE_CONTROL, FOREVER)
                .header("X-Content-Type-Options", "nosniff")
                .tag(tag)
                .build();
    }

    /// Names the part rather than the blob when it is damaged.
    private MemorySegment checked(Part part) {
        try {
            return store.map(part.blob());
        } catch (ProblemException e) {
            if (e.problem() instanceof Problem.ArtefactDamaged damaged) {
                throw new Problem.ArtefactDamaged(part.artefact(), part.name(), damaged.why()).toException(e);
            }
            throw e;
        }
    }

    private static StreamingOutput stream(MemorySegment bytes) {
        return out -> {
            WritableByteChannel channel = Channels.newChannel(out);
            for (long from = 0; from < bytes.byteSize(); from += PIECE) {
                channel.write(bytes.asSlice(from, Math.min(PIECE, bytes.byteSize() - from)).asByteBuffer());
            }
            out.flush();
        };
    }

    private Artefact artefact(String digest) {
        return store.artefact(DigestText.read("artefact", digest));
    }

    /// One array or file.
    private record Part(Digest artefact, String name, Digest blob, String mediaType, String disposition) {

        static Part of(Artefact artefact, String name) {
            Manifest manifest = artefact.manifest();
            Manifest.File file = manifest.files().get(name);
            if (file != null) {
                return new Part(artefact.digest(), name, file.digest(), file.mediaType(), "inline; " + filename(name));
            }
            String array = name.endsWith(".npy") ? name.substring(0, name.length() - 4) : name;
            Manifest.Array entry = manifest.arrays().get(array);
            if (entry == null) {
                throw new Problem.NotFound("part " + name + " in artefact", artefact.digest() + "; it has the arrays "
                        + manifest.arrays().keySet() + " and the files " + manifest.files().keySet())
                        .toException();
            }
            String attachment = "attachment; " + filename(array + ".npy");
            return new Part(artefact.digest(), array, entry.digest(), MediaType.APPLICATION_OCTET_STREAM, attachment);
        }

        private static String filename(String name) {
            String last = name.substring(name.lastIndexOf('/') + 1);
            return "filename=\"" + last.replaceAll("[^A-Za-z0-9._-]", "_") + "\"";
        }
    }
}
