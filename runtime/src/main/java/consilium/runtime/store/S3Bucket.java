package consilium.runtime.store;

import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;
import consilium.kernel.recipe.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/// The requests that an [S3Store] makes, each answered with a result or a problem in our own words.
///
/// Objects are written under the condition that there is none (`If-None-Match: *`), so that of many who write the same
/// blob one does. A server that does not know the condition is asked first and then written to without it: the object
/// is the same whoever writes it last.
final class S3Bucket {

    private static final int MOST_PARTS = 10_000;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;
    private static final int NOT_IMPLEMENTED = 501;

    private final S3Client client;
    private final S3Location location;
    private final String endpoint;
    private final long partBytes;
    private volatile boolean conditional = true;

    /// @param endpoint  for messages
    /// @param partBytes what is longer goes in parts of this many bytes
    S3Bucket(S3Client client, S3Location location, String endpoint, long partBytes) {
        this.client = client;
        this.location = location;
        this.endpoint = endpoint;
        this.partBytes = partBytes;
    }

    /// @throws ProblemException `ArtefactMissing`, `DependencyUnavailable`
    InputStream get(Digest blob) {
        return ask(() -> client.getObject(get -> get.bucket(location.bucket()).key(location.key(blob))), blob);
    }

    boolean has(Digest blob) {
        try {
            ask(() -> client.headObject(head -> head.bucket(location.bucket()).key(location.key(blob))), blob);
            return true;
        } catch (ProblemException e) {
            if (e.problem() instanceof Problem.ArtefactMissing) {
                // An answer without a body does not say whether it is the bucket that is missing.
                requireBucket();
                return false;
            }
            throw e;
        }
    }

    void requireBucket() {
        ask(() -> client.headBucket(head -> head.bucket(location.bucket())), null);
    }

    /// Writes the blob unless there is one of that name.
    ///
    /// @return whether it was written
    boolean putNew(Digest blob, Path file) {
        if (!conditional) {
            return !has(blob) && put(blob, file, false);
        }
        try {
            return put(blob, file, true);
        } catch (ConditionUnknownException e) {
            conditional = false;
            return !has(blob) && put(blob, file, false);
        }
    }

    void replace(Digest blob, Path file) {
        put(blob, file, false);
    }

    void forEach(Consumer<CollectableStore.Blob> visitor) {
        ask(
                () -> {
                    client.listObjectsV2Paginator(list -> list.bucket(location.bucket()).prefix(location.folder()))
                            .contents()
                            .forEach(object -> visit(object, visitor));
                    return true;
                },
                null);
    }

    /// @param keys at most a thousand
    void delete(List<Digest> blobs) {
        List<ObjectIdentifier> keys = blobs.stream()
                .map(blob -> ObjectIdentifier.builder().key(location.key(blob)).build())
                .toList();
        var answer = ask(
                () -> client.deleteObjects(
                        delete -> delete.bucket(location.bucket()).delete(which -> which.objects(keys).quiet(true))),
                null);
        answer.errors().stream().findFirst().ifPresent(error -> {
            throw unavailable(location + ": cannot delete " + error.key() + ": " + error.message(), null);
        });
    }

    /// Ends uploads in parts that nobody has gone on with: their parts cost, and cannot be seen in a listing.
    void abortUploadsBegunBefore(Instant before) {
        ask(
                () -> {
                    client.listMultipartUploadsPaginator(
                            list -> list.bucket(location.bucket()).prefix(location.folder()))
                            .uploads()
                            .stream()
                            .filter(upload -> upload.initiated() != null && upload.initiated().isBefore(before))
                            .forEach(this::abort);
                    return true;
                },
                null);
    }

    private void abort(MultipartUpload upload) {
        client.abortMultipartUpload(
                abort -> abort.bucket(location.bucket()).key(upload.key()).uploadId(upload.uploadId()));
    }

    private void visit(S3Object object, Consumer<CollectableStore.Blob> visitor) {
        location.blob(object.key())
                .ifPresent(blob -> visitor.accept(
                        new CollectableStore.Blob(blob, object.size(), object.lastModified())));
    }

    private boolean put(Digest blob, Path file, boolean onlyNew) {
        try {
            long length = Files.size(file);
            return ask(() -> length <= partBytes ? putWhole(blob, file, onlyNew)
                    : putParts(blob, file, length, onlyNew), blob);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The server compares what it received with the digest.
    private boolean putWhole(Digest blob, Path file, boolean onlyNew) {
        String sum = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(blob.hex()));
        return written(onlyNew, () -> client.putObject(
                put -> put.bucket(location.bucket())
                        .key(location.key(blob))
                        .ifNoneMatch(onlyNew ? "*" : null)
                        .checksumSHA256(sum),
                RequestBody.fromFile(file)));
    }

    private boolean putParts(Digest blob, Path file, long length, boolean onlyNew) {
        // What is there already need not travel.
        if (onlyNew && has(blob)) {
            return false;
        }
        String key = location.key(blob);
        String upload = client.createMultipartUpload(create -> create.bucket(location.bucket()).key(key)).uploadId();
        boolean written = false;
        try {
            List<CompletedPart> parts = parts(key, upload, file, length);
            written = written(onlyNew, () -> client.completeMultipartUpload(
                    complete -> complete.bucket(location.bucket())
                            .key(key)
                            .uploadId(upload)
                            .ifNoneMatch(onlyNew ? "*" : null)
                            .multipartUpload(all -> all.parts(parts))));
            return written;
        } finally {
            if (!written) {
                abortSilently(key, upload);
            }
        }
    }

    private List<CompletedPart> parts(String key, String upload, Path file, long length) {
        long size = Math.max(partBytes, Math.ceilDiv(length, MOST_PARTS));
        List<CompletedPart> parts = new ArrayList<>();
        for (long from = 0; from < length; from += size) {
            long begin = from;
            long end = Math.min(length, from + size);
            int number = parts.size() + 1;
            String tag = client.uploadPart(
                    part -> part.bucket(location.bucket()).key(key).uploadId(upload).partNumber(number),
                    RequestBody.fromContentProvider(
                            () -> new FileRange(file, begin, end), end - begin, "application/octet-stream"))
                    .eTag();
            parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
        }
        return parts;
    }

    /// What it leaves behind is aborted with the abandoned uploads.
    private void abortSilently(String key, String upload) {
        try {
            client.abortMultipartUpload(abort -> abort.bucket(location.bucket()).key(key).uploadId(upload));
        } catch (SdkException _) {
            return;
        }
    }

    private boolean written(boolean onlyNew, Supplier<?> request) {
        try {
            var unused = request.get();
            return true;
        } catch (S3Exception e) {
            if (onlyNew && (e.statusCode() == PRECONDITION_FAILED || e.statusCode() == CONFLICT)) {
                return false;
            }
            if (onlyNew && e.statusCode() == NOT_IMPLEMENTED) {
                throw new ConditionUnknownException(e);
            }
            throw e;
        }
    }

    private <T> T ask(Supplier<T> request, @Nullable Digest blob) {
        try {
            return request.get();
        } catch (S3Exception e) {
            throw problem(e, Optional.ofNullable(blob));
        } catch (SdkException e) {
            throw unavailable(location + " at " + endpoint + ": " + e.getMessage(), e);
        }
    }

    private RuntimeException problem(S3Exception e, Optional<Digest> blob) {
        String code = e.awsErrorDetails() == null ? "" : String.valueOf(e.awsErrorDetails().errorCode());
        String said = (e.statusCode() + " " + code).strip();
        if (e instanceof NoSuchBucketException || code.equals("NoSuchBucket") || (e.statusCode() == 404
                && blob.isEmpty())) {
            return unavailable("there is no bucket \"" + location.bucket() + "\" at " + endpoint
                    + ": make it, or set CONSILIUM_STORE to another", e);
        }
        if (e.statusCode() == 404) {
            return new Problem.ArtefactMissing(blob.orElseThrow()).toException(e);
        }
        if (e.statusCode() == 401 || e.statusCode() == 403) {
            return unavailable(location + " at " + endpoint + " refuses us (" + said + "): check AWS_ACCESS_KEY_ID,"
                    + " AWS_SECRET_ACCESS_KEY and what their owner may do", e);
        }
        return unavailable(location + " at " + endpoint + " answered " + said + ": "
                + String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip(), e);
    }

    private static ProblemException unavailable(String why, @Nullable Throwable cause) {
        Problem problem = new Problem.DependencyUnavailable("artefact store", why);
        return cause == null ? problem.toException() : problem.toException(cause);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s at %s", location, endpoint);
    }

    /// The server does not know `If-None-Match` on writes.
    private static final class ConditionUnknownException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        ConditionUnknownException(Throwable cause) {
            super(cause);
        }
    }
}
