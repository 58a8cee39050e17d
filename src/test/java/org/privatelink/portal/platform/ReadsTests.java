package org.privatelink.portal.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.privatelink.portal.platform.PlatformException.Refused;
import org.privatelink.portal.platform.Reads.Outcome;
import org.privatelink.portal.platform.Reads.Reading;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

class ReadsTests {

    private final Reads reads = new Reads(new SimpleAsyncTaskExecutor("read-"));

    @Test
    void threeReadsAreUnderWayAtATime() {
        CyclicBarrier all = new CyclicBarrier(3);
        List<Reading<Integer>> started =
                List.of(reads.start(() -> meet(all)), reads.start(() -> meet(all)), reads.start(() -> meet(all)));
        assertThat(started).extracting(Reading::get).containsExactlyInAnyOrder(0, 1, 2);
    }

    @Test
    void aFailureOfOneKeepsTheOthers() {
        Refused refused = new Refused(new Problem(400, "1", "no", "r"));
        Reading<String> well = reads.start(() -> "well");
        Reading<String> failed = reads.start(() -> {
            throw refused;
        });
        assertThat(well.outcome()).isEqualTo(new Outcome<>("well", null));
        assertThat(failed.outcome()).isEqualTo(new Outcome<>(null, refused));
        assertThat(failed.outcome().failed()).isTrue();
        assertThat(well.outcome().failed()).isFalse();
    }

    @Test
    void getThrowsWhatTheReadThrew() {
        Refused refused = new Refused(new Problem(400, "1", "no", "r"));
        Reading<String> failed = reads.start(() -> {
            throw refused;
        });
        assertThatThrownBy(failed::get).isSameAs(refused);
    }

    @Test
    void aFaultOfOursIsNotAnOutcome() {
        Reading<String> broken = reads.start(() -> {
            throw new IllegalStateException("ours");
        });
        assertThatThrownBy(broken::outcome).isInstanceOf(IllegalStateException.class).hasMessage("ours");
    }

    private static int meet(CyclicBarrier all) {
        try {
            return all.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
            throw new IllegalStateException("the others did not come", alone);
        }
    }
}
