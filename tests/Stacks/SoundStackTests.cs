using Infra.Findings;

namespace Infra.Tests.Stacks;

/// <summary>No rule is against a stack with which nothing is wrong.</summary>
public sealed class SoundStackTests
{
    [Fact]
    public void Is_found_without_fault_by_every_rule()
    {
        var findings = SoundStack.Checked();

        Assert.True(findings.IsEmpty, Sentence(findings));
    }

    [Fact]
    public void Is_planned_without_an_error()
    {
        var errors = SoundStack.Planned().Where(finding => finding.Severity == Severity.Error).ToList();

        Assert.True(errors.Count == 0, Sentence(errors));
    }

    private static string Sentence(IEnumerable<Finding> findings) =>
        "A rule finds something in the stack that the tests take for sound (tests/Stacks/SoundStack.cs). "
            + "Either the rule is wrong, or the sample no "
        + "longer is sound: mend one of the two. "
            + $"Until then the other tests leave aside what has this code:\n{string.Join('\n', findings)}";
}
