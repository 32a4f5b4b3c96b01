package org.gatehouse.server.demo;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/** Tells the visitor why the demo stopped, and what a relying app protects itself from by stopping there. */
@DemoOnly
@ControllerAdvice(basePackageClasses = DemoProblems.class)
final class DemoProblems {

    @ExceptionHandler
    ModelAndView tell(DemoProblem problem) {
        return new ModelAndView("demo/problem", HttpStatus.BAD_REQUEST)
                .addObject("code", "demo.problem." + problem.code())
                .addObject("said", problem.said())
                .addObject("checks", problem.checks());
    }
}
