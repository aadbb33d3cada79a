using System.Collections.Immutable;
using System.Reflection;
using Pulumi.Testing;

namespace Pulumi;

public sealed partial class Deployment
{
    /// <summary>The code by which the CLI knows that a program reported its errors itself.</summary>
    private const int ErrorsReportedExitCode = 32;

    public static Task<ImmutableArray<Resource>> TestAsync<TStack>(IMocks mocks, TestOptions? options = null)
        where TStack : Stack, new() =>
        EvaluateAsync(mocks, options, () => Task.FromResult(
            (Stack)Activator.CreateInstance(
                typeof(TStack), BindingFlags.Public | BindingFlags.Instance | BindingFlags.DoNotWrapExceptions, null, null, null)!));

    public static Task<ImmutableArray<Resource>> TestWithServiceProviderAsync<TStack>(
        IMocks mocks, IServiceProvider serviceProvider, TestOptions? options = null)
        where TStack : Stack
    {
        ArgumentNullException.ThrowIfNull(serviceProvider);
        return EvaluateAsync(mocks, options, () => Task.FromResult(
            serviceProvider.GetService(typeof(TStack)) as Stack
            ?? throw new InvalidOperationException(
                $"Failed to resolve instance of type {typeof(TStack)} from service provider. "
                + "Register the type with the service provider before calling this method.")));
    }

    public static async Task<(ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs)> TestAsync(
        IMocks testMocks, TestOptions testOptions, Func<Task<IDictionary<string, object?>>> createResources)
    {
        IDictionary<string, object?> outputs = new Dictionary<string, object?>();
        var resources = await EvaluateAsync(testMocks, testOptions, async () =>
        {
            var stack = new TestStack();
            outputs = await createResources();
            return stack;
        }).ConfigureAwait(false);
        return (WithoutTestStack(resources), outputs);
    }

    public static Task<(ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs)> TestAsync(
        IMocks testMocks, TestOptions testOptions, Func<IDictionary<string, object?>> createResources) =>
        TestAsync(testMocks, testOptions, () => Task.FromResult(createResources()));

    public static async Task<ImmutableArray<Resource>> TestAsync(IMocks testMocks, TestOptions testOptions, Func<Task> createResources)
    {
        var resources = await EvaluateAsync(testMocks, testOptions, async () =>
        {
            var stack = new TestStack();
            await createResources();
            return stack;
        }).ConfigureAwait(false);
        return WithoutTestStack(resources);
    }

    public static Task<ImmutableArray<Resource>> TestAsync(IMocks testMocks, TestOptions testOptions, Action createResources) =>
        TestAsync(testMocks, testOptions, () =>
        {
            createResources();
            return Task.CompletedTask;
        });

    /// <remarks>An async method, so that the deployment is the current one inside it only, and never for its caller.</remarks>
    private static async Task<ImmutableArray<Resource>> EvaluateAsync(IMocks mocks, TestOptions? options, Func<Task<Stack>> createStack)
    {
        if (_instance.Value is not null)
        {
            throw new InvalidOperationException("Deployment.Instance should only be set once at the beginning of a 'Run' call.");
        }

        var deployment = new Deployment(mocks, options);
        _instance.Value = new(deployment);
        await deployment.RunAsync(createStack).ConfigureAwait(false);
        return deployment.Result();
    }

    private static ImmutableArray<Resource> WithoutTestStack(ImmutableArray<Resource> resources) =>
        [.. resources.Where(resource => resource is not TestStack)];

    private async Task RunAsync(Func<Task<Stack>> createStack)
    {
        try
        {
            var stack = await createStack().ConfigureAwait(false);
            stack.RegisterPropertyOutputs();
        }
        catch (Exception exception)
        {
            Report(exception);
            return;
        }

        foreach (var failure in await Tracker.WhenOverAsync().ConfigureAwait(false))
        {
            Report(failure);
        }
    }

    private void Report(Exception exception)
    {
        ReportError(exception switch
        {
            RunException mistake => mistake.Message,
            ResourceException { HideStack: true } mistake => mistake.Message,
            ResourceException mistake => mistake.ToString(),
            _ => $"Running program '{Assembly.GetEntryAssembly()?.Location}' failed with an unhandled exception:\n{exception}",
        });
        Environment.ExitCode = ErrorsReportedExitCode;
    }

    private ImmutableArray<Resource> Result()
    {
        lock (_errors)
        {
            if (_errors is [var only])
            {
                throw new RunException(only);
            }

            if (_errors.Count > 1)
            {
                throw new AggregateException(_errors.Select(error => new RunException(error)));
            }
        }

        lock (_resources)
        {
            return [.. _resources];
        }
    }

    /// <summary>The stack of an evaluation that has no class of its own for it; not among the resources that it returns.</summary>
    private sealed class TestStack : Stack;
}
