package org.privatelink.portal.simulator;

import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;

/** What was asked, and what shall go wrong. */
@Control
class ControlController {

    private final Faults faults;
    private final RequestLog requests;

    ControlController(Faults faults, RequestLog requests) {
        this.faults = faults;
        this.requests = requests;
    }

    @GetMapping("/faults")
    List<Fault> faults() {
        return faults.all();
    }

    @PutMapping("/faults")
    List<Fault> replaceFaults(@RequestBody List<Fault> others) {
        faults.replace(others);
        return faults.all();
    }

    @GetMapping("/requests")
    List<SeenRequest> requests() {
        return requests.all();
    }

    @DeleteMapping("/requests")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void forgetRequests() {
        requests.clear();
    }
}
