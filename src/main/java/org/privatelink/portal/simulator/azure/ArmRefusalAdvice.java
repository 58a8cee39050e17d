package org.privatelink.portal.simulator.azure;

import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
class ArmRefusalAdvice {

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> refuse(ArmRefusal refusal) {
        return ResponseEntity.status(refusal.status())
                .contentType(MediaType.APPLICATION_JSON)
                .body(refusal.body());
    }
}
