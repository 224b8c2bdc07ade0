package consilium.runtime.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/// A real S3 server (S3Proxy) that keeps its objects as files in a folder, can be told to fail, and counts.
final class S3Server implements AutoCloseable {

    static final String BUCKET = "artefacts";
    static final String USER = "consilium";
    static final String SECRET = "a secret of forty characters, or nearly so";

    private final Path folder;
    private final S3Proxy proxy;
    final AtomicInteger failures = new AtomicInteger();
    final AtomicInteger failuresAfterwards = new AtomicInteger();
    /// Of each upload the parts that came, each once however often it was sent.
    final Set<String> parts = ConcurrentHashMap.newKeySet();
    final AtomicInteger writes = new AtomicInteger();

    S3Server(Path folder) {
        this.folder = folder;
        this.proxy = S3Proxy.builder()
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, USER, SECRET)
                .blobStore(new Faulty(new FilesystemNio2BlobStore(folder.toString())))
                .stopTimeout(0)
                .build();
        try {
            proxy.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        client(USER, SECRET).createBucket(create -> create.bucket(BUCKET));
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + proxy.getPort());
    }

    S3Client client(String user, String secret) {
        return S3Stores.builder()
                .endpointOverride(endpoint())
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(user, secret)))
                .build();
    }

    /// The file that is an object.
    Path object(String key) {
        return folder.resolve(BUCKET).resolve(key);
    }

    Path folder() {
        return folder;
    }

    /// Its next requests to write fail, before or after they have done their work.
    private void fail(AtomicInteger left) {
        if (left.getAndUpdate(count -> Math.max(0, count - 1)) > 0) {
            throw new UncheckedIOException(new IOException("the disk of the server has a bad moment"));
        }
    }

    @Override
    public void close() {
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Faulty extends ForwardingBlobStore {

        Faulty(BlobStore files) {
            super(files);
        }

        @Override
        public PutObjectResponse putBlob(PutObjectRequest request, java.io.InputStream body) {
            fail(failures);
            PutObjectResponse response = super.putBlob(request, body);
            writes.incrementAndGet();
            fail(failuresAfterwards);
            return response;
        }

        @Override
        public UploadPartResponse uploadMultipartPart(
                org.gaul.s3proxy.blobstore.domain.MultipartUpload upload,
                UploadPartRequest request,
                java.io.InputStream body) {
            fail(failures);
            parts.add(request.uploadId() + " " + request.partNumber());
            return super.uploadMultipartPart(upload, request, body);
        }

        @Override
        public CompleteMultipartUploadResponse completeMultipartUpload(
                org.gaul.s3proxy.blobstore.domain.MultipartUpload upload, CompleteMultipartUploadRequest request) {
            CompleteMultipartUploadResponse response = super.completeMultipartUpload(upload, request);
            writes.incrementAndGet();
            fail(failuresAfterwards);
            return response;
        }
    }
}
