package org.privatelink.portal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.privatelink.portal.TestDatabases;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.account.Role;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@ParameterizedClass
@EnumSource(TestDatabases.class)
class SubmissionsTests {

    private static final Person JOE = new Person("0123@made.up", "Joe Quay", null, Set.of(Role.ENGINEER));
    private static final Body NAMED = new ConnectionBody("name", null, null, null, null);

    private final String key = UUID.randomUUID().toString();
    private final Submissions submissions;

    SubmissionsTests(TestDatabases database) {
        submissions = new Submissions(
                JdbcClient.create(database.dataSource()), JsonMapper.builder().build(), Clock.systemUTC());
    }

    @Test
    void rulesThatChangedMeanwhileAreNoMatterForWhatCameBefore() {
        String first = claim(NAMED);

        assertThat(submissions.claim(key, JOE, "place", NAMED, SubmissionsTests::refuse)).isEqualTo(first);
    }

    @Test
    void whatBreaksARuleLeavesTheKeyToAnotherBody() {
        assertThatThrownBy(() -> submissions.claim(key, JOE, "place", NAMED, SubmissionsTests::refuse))
                .isInstanceOf(IllegalStateException.class);

        assertThat(claim(new ConnectionBody("other", null, null, null, null))).isNotEmpty();
    }

    @Test
    void confirmingIsTheSameWishAndAnotherNameIsNot() {
        String first = claim(NAMED);

        assertThat(claim(new ConnectionBody("name", null, null, null, List.of("code")))).isEqualTo(first);
        assertThatThrownBy(() -> claim(new ConnectionBody("other", null, null, null, null)))
                .isInstanceOfSatisfying(
                        Refusal.class, refused -> assertThat(refused.kind()).isEqualTo(ProblemKind.KEY_REUSED));
    }

    @Test
    void keyThatIsFreeStandsForAnotherIdAndTheSameBody() {
        String first = claim(NAMED);
        submissions.free(first);
        submissions.free(first);
        String second = claim(NAMED);
        submissions.free(second);

        assertThat(Set.of(first, second, claim(NAMED))).hasSize(3);
        assertThatThrownBy(() -> claim(new ConnectionBody("other", null, null, null, null)))
                .isInstanceOf(Refusal.class);
    }

    private String claim(Body body) {
        return submissions.claim(key, JOE, "place", body, () -> {});
    }

    private static void refuse() {
        throw new IllegalStateException("a rule");
    }
}
