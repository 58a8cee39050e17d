package org.privatelink.portal;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.privatelink.portal.platform.Secret;
import org.privatelink.portal.sandbox.Sandboxes;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.stereotype.Controller;
import org.springframework.stereotype.Repository;
import org.springframework.web.bind.annotation.ControllerAdvice;

/** The rules of the house that a compiler does not know. */
class ArchitectureTests {

    private static final String BASE = "org.privatelink.portal";
    private static final String SIMULATOR = BASE + ".simulator..";
    private static final String PLATFORM = BASE + ".platform..";
    /** Who is there, how that is proved, and for how long. */
    private static final String[] IDENTITY = {
        BASE + ".account..", BASE + ".provider..", BASE + ".signin..", BASE + ".session..", BASE + ".limit..", BASE + ".security.."
    };
    private static final String NOTICE = BASE + ".notice..";
    private static final String AZURE = BASE + ".azure..";
    private static final Set<String> AZURE_HTTP =
            Set.of(BASE + ".azure.AzureClient", BASE + ".azure.AzureConfiguration");

    /** Public although of a kind that is package-private: another room uses them, or is meant to. */
    private static final Set<String> OPEN = Set.of(
            BASE + ".platform.PlatformClient", BASE + ".azure.AzureClient", BASE + ".source.SourceClient", BASE + ".source.CredentialForm");

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(BASE);
    private static final JavaClasses PORTAL = ALL.that(not(resideInAPackage(SIMULATOR)));

    @Test
    void onlyPlatformAndTheClientOfAzureSpeakHttp() {
        noClasses()
                .that(not(resideInAPackage(PLATFORM)))
                .and(not(describe("client of Azure", each -> AZURE_HTTP.contains(outermost(each)))))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "org.springframework.web.reactive..",
                        "org.springframework.http.client..",
                        "org.springframework.web.client..",
                        "io.netty..",
                        "reactor.."))
                .because("each other side is waited for in one place")
                .check(PORTAL);
    }

    /** Notices go elsewhere, off every request, with the JDK's own client: nothing there can reach Adobe's tokens. */
    @Test
    void onlyNoticesSpeakHttpToOthers() {
        noClasses()
                .that(not(resideInAPackage(NOTICE)))
                .should()
                .dependOnClassesThat(resideInAPackage("java.net.http.."))
                .check(PORTAL);
    }

    /** What a person types is never looked up or dialled by the portal: who can is on this list, with addresses of its settings. */
    @Test
    void nothingElseReachesForAHost() {
        noClasses()
                .that(not(resideInAnyPackage(PLATFORM, NOTICE)))
                .and(not(describe("client of Azure", each -> AZURE_HTTP.contains(outermost(each)))))
                .and(not(describe("reader of addresses in digits", each -> outermost(each).endsWith(".LimitFilter"))))
                .and(not(describe("reader of the provider's keys", each -> outermost(each).endsWith(".ProviderKeys"))))
                .and(not(describe("check of the settings", each -> outermost(each).endsWith(".StartUpCheck"))))
                .should()
                .dependOnClassesThat(describe("reach for a host", each -> each.getName().matches(
                        "java\\.net\\.(?!.*Exception)(Inet.*Address|.*Socket.*|URL|.*URLConnection|NetworkInterface|Proxy.*)")))
                .orShould()
                .dependOnClassesThat(resideInAnyPackage(
                        "javax.naming..", "java.nio.channels..", "java.rmi..", "javax.net..", "jakarta.mail..", "org.springframework.core.io.."))
                .check(PORTAL);
    }

    /** A UUID of bytes is their MD5. */
    @Test
    void nothingIsKnownByItsMd5() {
        noClasses().should().callMethod(UUID.class, "nameUUIDFromBytes", byte[].class).check(PORTAL);
    }

    /** Pages and the API show a person that one's sandboxes; the watcher looks at all. */
    @Test
    void sandboxesOfEverybodyAreForTheWatcher() {
        noClasses()
                .that(not(resideInAnyPackage(BASE + ".sandbox..", BASE + ".watch..")))
                .should()
                .callMethod(Sandboxes.class, "all")
                .check(PORTAL);
    }

    /** What has Platform log in at a customer's source is on record first. */
    @Test
    void sourcesAreLookedAtInOnePlace() {
        noClasses()
                .that(not(describe("place", each -> outermost(each).equals(BASE + ".connection.Connections"))))
                .should()
                .callMethodWhere(describe("looks at a source", (JavaMethodCall call) ->
                        call.getTargetOwner().getName().equals(BASE + ".connection.ConnectionClient")
                                && Set.of("test", "explore").contains(call.getName())))
                .check(PORTAL);
    }

    /** To look at it, to send it, or to tell two of them apart. */
    @Test
    void fewOpenASecret() {
        Set<String> openers = Stream.of(
                        "source.CredentialForm", "connection.Reach", "connection.ConnectionDesk", "azure.AzureClient",
                        "notice.NoticeProperties", "notice.WebhookChannel", "api.Submissions")
                .map(name -> BASE + "." + name)
                .collect(Collectors.toSet());
        noClasses()
                .that(not(resideInAPackage(PLATFORM)))
                .and(not(describe("opener", each -> openers.contains(outermost(each)))))
                .should()
                .callMethodWhere(describe("opens a secret", (JavaMethodCall call) -> call.getTargetOwner().isEquivalentTo(Secret.class)
                        && call.getName().startsWith("open")))
                .check(PORTAL);
    }

    @Test
    void noReactiveTypeLeavesItsRoom() {
        noMethods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat(resideInAnyPackage(PLATFORM, AZURE))
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .should()
                .haveRawReturnType(resideInAPackage("reactor.."))
                .check(PORTAL);
    }

    @Test
    void onlyRoomsOfIdentityTouchTheSecurityContext() {
        noClasses()
                .that(not(resideInAnyPackage(IDENTITY)))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "org.springframework.security.core..",
                        "org.springframework.security.web..",
                        "org.springframework.security.config..",
                        "org.springframework.security.authentication..",
                        "org.springframework.security.authorization.."))
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.security.Principal")
                .check(PORTAL);
    }

    @Test
    void oauthIsAMatterOfIdentityAndPlatform() {
        noClasses()
                .that(not(resideInAnyPackage(IDENTITY)))
                .and(not(resideInAPackage(PLATFORM)))
                .should()
                .dependOnClassesThat(resideInAPackage("org.springframework.security.."))
                .check(PORTAL);
    }

    @Test
    void nothingDependsOnTheSimulator() {
        noClasses()
                .that(not(resideInAPackage(SIMULATOR)))
                .should()
                .dependOnClassesThat(resideInAPackage(SIMULATOR))
                .check(ALL);
    }

    @Test
    void simulatorKnowsNothingOfThePortal() {
        noClasses()
                .that()
                .resideInAPackage(SIMULATOR)
                .should()
                .dependOnClassesThat(resideInAPackage(BASE + "..")
                        .and(not(resideInAPackage(SIMULATOR)))
                        .and(not(JavaClass.Predicates.type(PortalApplication.class))))
                .because("the portal reaches it by HTTP only, and so must its tests of the portal be real")
                .check(ALL);
    }

    @Test
    void controllersClientsRepositoriesAndFormsStayInTheirRoom() {
        classes()
                .that(isOfAKindThatStaysInside())
                .and(not(DescribedPredicate.<JavaClass>describe("open", c -> OPEN.contains(c.getName()))))
                .should()
                .notBePublic()
                .check(PORTAL);
    }

    @Test
    void openClassesAreStillThereAndOpen() {
        assertThat(OPEN).allSatisfy(name ->
                assertThat(PORTAL.get(name).getModifiers()).contains(JavaModifier.PUBLIC));
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Handler")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Info")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Dto")
                .check(ALL);
    }

    @Test
    void whatIsNeededComesThroughTheConstructor() {
        NO_CLASSES_SHOULD_USE_FIELD_INJECTION.check(ALL);
        noClasses().should().dependOnClassesThat().areAssignableTo(Autowired.class).check(ALL);
        noClasses().should().dependOnClassesThat().areAssignableTo(Value.class).check(ALL);
        classes()
                .that(not(resideInAPackage(SIMULATOR)))
                .and()
                .areAnnotatedWith(Controller.class)
                .or()
                .areAnnotatedWith(Repository.class)
                .should(haveAtMostOneConstructor())
                .check(ALL);
    }

    @Test
    void fieldsOfThePortalsObjectsDoNotChange() {
        fields().that()
                .areDeclaredInClassesThat()
                .areAnnotatedWith(Controller.class)
                .or()
                .areDeclaredInClassesThat()
                .areAnnotatedWith(org.springframework.stereotype.Service.class)
                .or()
                .areDeclaredInClassesThat()
                .areAnnotatedWith(Repository.class)
                .should()
                .beFinal()
                .check(PORTAL);
    }

    @Test
    void settingsAreRecords() {
        classes().that().areAnnotatedWith(ConfigurationProperties.class).should().beRecords().check(ALL);
    }

    @Test
    void timeComesFromTheClock() {
        noClasses()
                .should()
                .callMethodWhere(DescribedPredicate.describe("tells the time by itself", ArchitectureTests::tellsTheTime))
                .orShould()
                .callConstructor(Date.class)
                .check(PORTAL);
    }

    private static String outermost(JavaClass type) {
        return type.getName().replaceAll("\\$.*", "");
    }

    private static boolean tellsTheTime(JavaMethodCall call) {
        String owner = call.getTargetOwner().getName();
        boolean now = owner.startsWith("java.time.")
                && call.getName().equals("now")
                && call.getTarget().getRawParameterTypes().stream().noneMatch(type -> type.isEquivalentTo(Clock.class));
        boolean clock = owner.equals("java.time.Clock")
                && call.getName().startsWith("system")
                && !call.getOriginOwner().getSimpleName().equals("PlatformConfiguration");
        return now || clock || owner.equals("java.lang.System") && call.getName().equals("currentTimeMillis");
    }

    @Test
    void logsGoThroughTheLogger() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(PORTAL);
        NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(ALL);
    }

    @Test
    void everyPackageSaysWhatItIsForAndIsNullMarked() throws IOException {
        try (Stream<Path> folders = Files.walk(Path.of("src/main/java"))) {
            List<Path> withJava = folders.filter(Files::isDirectory).filter(ArchitectureTests::hasJava).toList();
            assertThat(withJava).isNotEmpty().allSatisfy(folder -> {
                Path told = folder.resolve("package-info.java");
                assertThat(told).exists();
                assertThat(Files.readString(told)).containsPattern("(?s)/\\*\\*.{40,}\\*/.*@NullMarked");
            });
        }
    }

    private static boolean hasJava(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".java"));
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private static DescribedPredicate<JavaClass> isOfAKindThatStaysInside() {
        return DescribedPredicate.describe("controllers, clients, repositories and forms", type ->
                type.isMetaAnnotatedWith(Controller.class)
                        || type.isMetaAnnotatedWith(ControllerAdvice.class)
                        || type.isMetaAnnotatedWith(Repository.class)
                        || type.getSimpleName().endsWith("Client")
                        || type.getSimpleName().endsWith("Repository")
                        || type.getSimpleName().endsWith("Form"));
    }

    private static ArchCondition<JavaClass> haveAtMostOneConstructor() {
        return new ArchCondition<>("have at most one constructor") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                events.add(new SimpleConditionEvent(
                        type,
                        type.getConstructors().size() <= 1,
                        type.getName() + " has " + type.getConstructors().size() + " constructors"));
            }
        };
    }
}
