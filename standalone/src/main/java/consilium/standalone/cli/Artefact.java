package consilium.standalone.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// An artefact in the server's store.
record Artefact(String digest, Answer manifest) {

    static Artefact of(Api api, String digest) {
        return new Artefact(digest, api.get("/api/artefacts/" + Api.segment(digest)));
    }

    /// Names of its arrays and files.
    List<String> parts() {
        List<String> parts = new ArrayList<>(manifest.entries("arrays").keySet());
        parts.addAll(manifest.entries("files").keySet());
        return parts;
    }

    /// Names of the files below a folder of it, such as `figures`.
    Stream<String> filesIn(String folder) {
        return manifest.entries("files").keySet().stream().filter(name -> name.startsWith(folder + "/"));
    }

    /// Copies one part into a folder and says where it lies. Folders in its name become folders.
    Path copy(Api api, String part, Path folder) {
        boolean array = manifest.entries("arrays").containsKey(part);
        return copyTo(api, part, folder.resolve(array ? part + ".npy" : part), folder);
    }

    /// Copies one part to a file below a folder; a name that leads out of the folder is refused.
    Path copyTo(Api api, String part, Path file, Path folder) {
        Path base = folder.toAbsolutePath().normalize();
        Path target = file.toAbsolutePath().normalize();
        if (!target.startsWith(base)) {
            throw new CommandException(ExitCode.FAILED,
                    "the part \"" + part + "\" would be written outside of " + base);
        }
        String path =
                Stream.of(part.split("/")).map(Api::segment).reduce("/api/artefacts/" + digest, (a, b) -> a + "/" + b);
        api.download(path, target);
        return target;
    }
}
