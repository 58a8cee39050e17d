package org.privatelink.portal.simulator;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** For tests and demonstrations on this machine: what was asked, and what shall go wrong. */
@RestController
@RequestMapping("/simulator")
class ControlController {

    private final Faults faults;
    private final RequestLog requests;

    ControlController(Faults faults, RequestLog requests) {
        this.faults = faults;
        this.requests = requests;
    }

    @ModelAttribute
    void onlyFromThisMachine(HttpServletRequest request) throws UnknownHostException {
        if (!InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress()) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
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

    @ExceptionHandler
    ResponseEntity<Map<String, String>> unreadable(HttpMessageNotReadableException e) {
        return ResponseEntity.badRequest().body(Map.of("message", "Not a list of faults"));
    }
}
