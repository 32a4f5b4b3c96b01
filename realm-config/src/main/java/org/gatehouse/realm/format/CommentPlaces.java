package org.gatehouse.realm.format;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides what each comment is about. One behind something is about that; one on its own line is about what follows,
 * unless it is indented as what came before, where it ends a group.
 */
final class CommentPlaces {

    private final Source source;
    private final Group root;
    private final UnitIndex units;

    /** The comments since the last unit: none of them may come before another. */
    private @Nullable Unit next;

    private @Nullable Group ended;
    private boolean movedOn;

    /** @param units all of them, an entry before what is in it */
    CommentPlaces(Source source, Group root, List<Unit> units) {
        this.source = source;
        this.root = root;
        this.units = new UnitIndex(source, units);
    }

    void attachAll() {
        source.comments().forEach(this::attach);
    }

    private void attach(Comment comment) {
        if (comment.alone() || !attachBeside(comment)) {
            attachAlone(comment);
        }
    }

    private boolean attachBeside(Comment comment) {
        Optional<Unit> about = endedOnItsLine(comment).or(() -> units.around(comment.at()));
        about.ifPresent(unit ->
                (unit.key == null && unit.contains(comment.at()) ? unit.above : unit.beside).add(comment.text()));
        return about.isPresent();
    }

    /** What ended last before it, on its line: of several, the innermost. */
    private Optional<Unit> endedOnItsLine(Comment comment) {
        Group brackets = brackets(comment);
        return units.endingOn(comment.line()).stream()
                .filter(unit -> unit.end <= comment.at())
                .filter(unit -> brackets == null || brackets.start < unit.start)
                .reduce((one, other) -> other.end >= one.end ? other : one);
    }

    private void attachAlone(Comment comment) {
        Unit following = units.firstAfter(comment.at());
        Group brackets = brackets(comment);
        if (brackets != null) {
            addAlone(comment, inBrackets(brackets, following));
            return;
        }
        Optional<Unit> halfWay = units.around(comment.at()).filter(unit -> isBeforeItsOneLineValue(unit, comment));
        addAlone(comment, halfWay.isPresent() ? halfWay.get().above : inBlock(comment, following));
    }

    private static List<String> inBrackets(Group brackets, @Nullable Unit following) {
        if (following != null && following.start < brackets.end) {
            return following.above;
        }
        boolean empty = brackets.units.isEmpty() && brackets.owner != null;
        return empty && brackets.owner != null ? brackets.owner.above : brackets.below;
    }

    private static boolean isBeforeItsOneLineValue(Unit unit, Comment comment) {
        return comment.at() < unit.valueStart && (unit.group == null || unit.group.flow);
    }

    private List<String> inBlock(Comment comment, @Nullable Unit following) {
        if (!movedOn || following != next) {
            ended = null;
        }
        boolean passed = movedOn && following == next && ended == null;
        next = following;
        movedOn = true;
        Optional<Group> group = passed ? Optional.empty() : endedGroup(comment, following);
        ended = group.orElse(null);
        if (following == null) {
            return group.orElse(root).below;
        }
        return group.map(found -> found.below).orElse(following.above);
    }

    /** The innermost group that ends here and whose units are not further to the right than the comment. */
    private Optional<Group> endedGroup(Comment comment, @Nullable Unit following) {
        Group goesOn = following == null ? null : following.parent;
        if (goesOn != null && (goesOn.units.get(0) == following || comment.column() <= goesOn.column)) {
            return Optional.empty();
        }
        List<Group> endings = endings(comment, goesOn);
        if (ended != null && endings.contains(ended)) {
            endings = endings.subList(endings.indexOf(ended), endings.size());
        }
        return endings.stream()
                .filter(group -> group.column <= comment.column())
                .max(Comparator.comparingInt((Group group) -> group.column)
                        .thenComparing(endings::indexOf, Comparator.naturalOrder()));
    }

    /** The groups around the last unit before the comment, from the inside, as far as they do not go on after it. */
    private List<Group> endings(Comment comment, @Nullable Group goesOn) {
        List<Group> endings = new ArrayList<>();
        for (Unit unit = units.lastBefore(comment.at());
                unit != null && unit.parent != goesOn;
                unit = unit.parent.owner) {
            if (!unit.parent.flow) {
                endings.add(unit.parent);
            }
        }
        return endings;
    }

    private void addAlone(Comment comment, List<String> place) {
        // an empty line that was noted for the unit itself stays directly above it
        int at = !place.isEmpty() && isLastEmpty(place) ? place.size() - 1 : place.size();
        if (source.isBlank(comment.line() - 1)) {
            place.add(at, "");
            at++;
        }
        place.add(at, comment.text());
    }

    private static boolean isLastEmpty(List<String> place) {
        return place.get(place.size() - 1).isEmpty();
    }

    /** The innermost brackets the comment is in. */
    private @Nullable Group brackets(Comment comment) {
        return units.outwards(comment.at()).stream()
                .flatMap(unit -> Stream.ofNullable(unit.group))
                .filter(group -> group.flow && group.encloses(comment.at()))
                .findFirst()
                .orElse(root.flow && root.encloses(comment.at()) ? root : null);
    }
}
