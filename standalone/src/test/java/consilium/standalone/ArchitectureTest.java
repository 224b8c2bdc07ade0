package consilium.standalone;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.core.domain.properties.HasParameterTypes.Predicates.rawParameterTypes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;

/// The picture in docs/architecture.md, as rules. Methods, not fields: a version of Surefire runs no rule that is a
/// field, and says nothing. Each rule was seen red once, on a planted violation.
@AnalyzeClasses(packages = "consilium", importOptions = {ImportOption.DoNotIncludeTests.class,
        ArchitectureTest.WithoutTestJars.class})
class ArchitectureTest {

    /// Helpers of tests that travel in a jar of their own.
    static final class WithoutTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String[] STAGES = {
            "consilium.ingest..",
            "consilium.simulate..",
            "consilium.fuse..",
            "consilium.train..",
            "consilium.evaluate..",
            "consilium.deploy..",
            "consilium.orchestrate.."
    };

    /// Where the world outside is let in.
    private static final String[] SHELLS = {
            "consilium..shell..",
            "consilium.runtime..",
            "consilium.orchestrate..",
            "consilium.standalone..",
            "consilium.embedded..",
            "consilium.deploy.http.."
    };

    @ArchTest
    void kernelKnowsOnlyTheJdk(JavaClasses all) {
        classes().that().resideInAPackage("consilium.kernel..")
                .should().onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "consilium.kernel..")
                .because("the vocabulary outlives every framework, JSON library, database and tensor library")
                .check(all);
    }

    /// Seen: a training that was resumed, and one that was repeated, came out different by what such products came to.
    @ArchTest
    void networksMultiplyNoMatrices(JavaClasses all) {
        noClasses().that().resideInAPackage("consilium.networks..")
                .should().callMethodWhere(target(nameMatching("matMul|dot|batchDot|batchMatMul"))
                        .and(target(owner(assignableTo("ai.djl.ndarray.NDArray")))))
                .because(
                        "the library's matrix products depend on where in memory their operands lie, so that equal recipes"
                                + " would make different networks; multiply and sum instead")
                .check(all);
    }

    /// Seen: gradients multiplied by numbers whose memory had been freed (`consilium.networks.Scalar`). Sums do not keep
    /// what is added, and what is changed in place records no gradient.
    @ArchTest
    void networksScaleByNumbersThatLast(JavaClasses all) {
        noClasses().that().resideInAPackage("consilium.networks..")
                .should().callMethodWhere(target(nameMatching("mul|div|mod|pow|maximum"))
                        .and(target(owner(assignableTo("ai.djl.ndarray.NDArray"))))
                        .and(target(rawParameterTypes(Number.class))))
                .because(
                        "the library frees the number before the gradient that needs it is taken; scale by consilium.networks.Scalar")
                .check(all);
    }

    @ArchTest
    void stagesDoNotKnowEachOther(JavaClasses all) {
        slices().matching("consilium.(*)..")
                .should().notDependOnEachOther()
                .ignoreDependency(
                        alwaysTrue(),
                        resideInAnyPackage("consilium.kernel..", "consilium.runtime..", "consilium.networks.."))
                .ignoreDependency(resideInAPackage("consilium.standalone.."), alwaysTrue())
                .because("they talk through facts and artefacts alone, so that each can run by itself")
                .check(all);
    }

    @ArchTest
    void runtimeKnowsNoStage(JavaClasses all) {
        noClasses().that().resideInAPackage("consilium.runtime..")
                .should().dependOnClassesThat().resideInAnyPackage(STAGES)
                .orShould().dependOnClassesThat().resideInAnyPackage("consilium.networks..", "consilium.standalone..")
                .because("a new stage must not touch it")
                .check(all);
    }

    @ArchTest
    void networksKnowNeitherQuarkusNorTheHouse(JavaClasses all) {
        noClasses().that().resideInAPackage("consilium.networks..")
                .should().dependOnClassesThat().resideInAnyPackage("io.quarkus..", "jakarta..", "consilium.runtime..")
                .orShould().dependOnClassesThat().resideInAnyPackage(STAGES)
                .because("they can be trained and served anywhere")
                .check(all);
    }

    @ArchTest
    void onlyNetworksTrainAndDeployKnowTheTensorLibrary(JavaClasses all) {
        noClasses().that()
                .resideOutsideOfPackages(
                        "consilium.networks..", "consilium.train..", "consilium.deploy..", "consilium.standalone..",
                        "consilium.benchmarks..")
                .should().dependOnClassesThat().resideInAnyPackage("ai.djl..", "consilium.networks..")
                .because("the other stages are plain Java with the same bytes on every machine")
                .check(all);
    }

    @ArchTest
    void scienceDoesNotKnowTheShell(JavaClasses all) {
        noClasses().that().resideOutsideOfPackages(SHELLS).and().resideOutsideOfPackage("consilium.benchmarks..")
                .should().dependOnClassesThat()
                .resideInAnyPackage("io.quarkus..", "jakarta..", "org.apache.kafka..", "consilium.runtime..",
                        "..shell..")
                .because("the science is plain Java; Quarkus lives in the shell around it")
                .check(all);
    }

    @ArchTest
    void nothingPureReadsTheClockOrRollsDice(JavaClasses all) {
        noClasses().that().resideOutsideOfPackages(SHELLS).and().resideOutsideOfPackage("consilium.benchmarks..")
                .should().callMethod(Instant.class, "now")
                .orShould().callMethod(Clock.class, "systemUTC")
                .orShould().callMethod(System.class, "currentTimeMillis")
                .orShould().callMethod(System.class, "nanoTime")
                .orShould().callMethod(UUID.class, "randomUUID")
                .orShould().callMethod(Math.class, "random")
                .orShould().callConstructor(Random.class)
                .orShould().callConstructor(Random.class, long.class)
                .because("a stage's output is decided by its slice and its inputs alone")
                .check(all);
    }

    @ArchTest
    void nothingPureTouchesTheDisk(JavaClasses all) {
        noClasses().that().resideOutsideOfPackages(SHELLS)
                .and().resideOutsideOfPackages("consilium.ingest..", "consilium.benchmarks..")
                .should().dependOnClassesThat().resideInAPackage("java.nio.file..")
                .because("artefacts come and go through the store; ingestion alone reads what people put on a disk")
                .check(all);
    }
}
