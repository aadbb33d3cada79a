using Pulumi;

namespace Infra.Tests.Sdk;

/// <summary>How runs fail.</summary>
public sealed class ErrorTests
{
    [Fact]
    public async Task A_mistake_of_the_user_is_shown_as_its_message_alone()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Run.Program(() => throw new RunException("no region")));

        Assert.Equal("no region", error.Message);
    }

    [Fact]
    public async Task Any_other_exception_is_shown_as_unhandled()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Run.Program(() => throw new ArithmeticException("odd")));

        Assert.StartsWith("Running program '", error.Message, StringComparison.Ordinal);
        Assert.Contains("' failed with an unhandled exception:\n", error.Message, StringComparison.Ordinal);
        Assert.Contains("odd", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistake_in_a_resource_can_hide_its_stack_trace()
    {
        var error = await Assert.ThrowsAsync<RunException>(
            () => Run.Program(() => throw new ResourceException("bad one", null, hideStack: true)));

        Assert.Equal("bad one", error.Message);
    }

    [Fact]
    public async Task An_exception_in_Apply_fails_the_run_though_nobody_reads_the_output()
    {
        var error = await Assert.ThrowsAsync<RunException>(
            () => Run.Program(() => _ = Output.Create(1).Apply(Fail)));

        Assert.Equal("inside", error.Message);
    }

    [Fact]
    public async Task An_exception_in_Apply_does_not_reach_the_code_that_calls_Apply()
    {
        var isReached = false;
        await Assert.ThrowsAsync<RunException>(() => Run.Program(() =>
        {
            _ = Output.Create(1).Apply(Fail);
            isReached = true;
        }));

        Assert.True(isReached);
    }

    [Fact]
    public async Task One_failure_is_reported_once_however_many_outputs_it_reaches()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Run.Program(() =>
        {
            var failed = Output.Create(1).Apply<string>(async _ =>
            {
                await Task.Delay(1).ConfigureAwait(false);
                throw new RunException("once");
            });
            _ = Output.Format($"{failed.Apply(text => text.Length)}");
        }));

        Assert.Equal("once", error.Message);
    }

    [Fact]
    public async Task An_exception_in_a_mock_fails_the_run()
    {
        var mocks = new SampleMocks { OnResource = _ => throw new RunException("quota") };

        var error = await Assert.ThrowsAsync<RunException>(() => Run.Program(mocks, () => _ = new SampleResource("it")));

        Assert.Equal("quota", error.Message);
    }

    [Fact]
    public async Task A_logged_error_fails_the_run_and_other_messages_do_not()
    {
        await Run.Program(() =>
        {
            Log.Debug("d");
            Log.Info("i");
            Log.Warn("w");
        });

        var error = await Assert.ThrowsAsync<RunException>(() => Run.Program(() => Log.Error("e")));
        Assert.Equal("e", error.Message);
    }

    [Fact]
    public async Task Several_errors_come_together()
    {
        var error = await Assert.ThrowsAsync<AggregateException>(() => Run.Program(() =>
        {
            Log.Error("one");
            Log.Error("two");
        }));

        Assert.Equal(["one", "two"], error.InnerExceptions.Select(inner => inner.Message).Order());
        Assert.All(error.InnerExceptions, inner => Assert.IsType<RunException>(inner));
    }

    [Fact]
    public async Task A_logged_error_does_not_stop_the_program()
    {
        var mocks = new SampleMocks();
        await Assert.ThrowsAsync<RunException>(() => Run.Program(mocks, () =>
        {
            Log.Error("e");
            _ = new SampleResource("it");
        }));

        Assert.Single(mocks.Resources);
    }

    [Fact]
    public async Task A_logged_exception_is_an_error()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Run.Program(() => Log.Exception(new ArithmeticException("odd"))));

        Assert.Equal("System.ArithmeticException: odd", error.Message);
    }

    private static int Fail(int value) => throw new RunException("inside");
}
