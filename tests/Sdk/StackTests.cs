using System.Collections.Immutable;
using Infra.Tests.Planning;
using Pulumi;
using Pulumi.Testing;

namespace Infra.Tests.Sdk;

/// <summary>The ways to run a stack under mocks.</summary>
public sealed class StackTests
{
    [Fact]
    public async Task A_stack_class_is_among_the_resources_and_its_outputs_are_registered()
    {
        var mocks = new SampleMocks();
        var resources = await Deployment.TestAsync<GoodStack>(mocks, Run.Update);

        var stack = Assert.Single(resources.OfType<GoodStack>());
        Assert.Equal("a", (await Data.Of(stack.Text)).Value);
        Assert.Equal("project-stack", stack.GetResourceName());
        Assert.Equal("urn:pulumi:stack::project::pulumi:pulumi:Stack::project-stack", (await Data.Of(stack.Urn)).Value);
        Assert.Equal(["it", "project-stack"], resources.Select(resource => resource.GetResourceName()).Order());
        var outputs = mocks.Outputs.Single(request => request.Urn.EndsWith("::project-stack", StringComparison.Ordinal)).Outputs;
        Assert.Equal(["Plain", "text"], outputs.Keys.Order());
    }

    [Fact]
    public async Task A_stack_may_come_from_a_service_provider()
    {
        var resources = await Deployment.TestWithServiceProviderAsync<InjectedStack>(new SampleMocks(), new Services(), Run.Update);

        Assert.Equal("injected", (await Data.Of(resources.OfType<InjectedStack>().Single().Text)).Value);
    }

    [Fact]
    public async Task A_stack_that_the_service_provider_does_not_have_is_named()
    {
        var error = await Assert.ThrowsAsync<RunException>(
            () => Deployment.TestWithServiceProviderAsync<GoodStack>(new SampleMocks(), new Services(), Run.Update));

        Assert.Contains("Failed to resolve instance of type Infra.Tests.Sdk.StackTests+GoodStack", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Functions_return_their_resources_without_the_stack()
    {
        var fromAction = await Deployment.TestAsync(new SampleMocks(), Run.Update, () => { _ = new SampleResource("it"); });
        var fromTask = await Deployment.TestAsync(new SampleMocks(), Run.Update, async () =>
        {
            await Task.Delay(1).ConfigureAwait(false);
            _ = new SampleResource("it");
        });

        Assert.Equal(["it"], fromAction.Select(resource => resource.GetResourceName()));
        Assert.Equal(["it"], fromTask.Select(resource => resource.GetResourceName()));
    }

    [Fact]
    public async Task Functions_that_return_a_dictionary_have_outputs()
    {
        var (resources, outputs) = await Deployment.TestAsync(
            new SampleMocks(),
            Run.Update,
            IDictionary<string, object?> () => new Dictionary<string, object?> { ["id"] = new SampleResource("it").Id });
        Assert.Single(resources);
        Assert.Equal("it-id", (await Data.Of(Assert.IsType<Output<string>>(outputs["id"]))).Value);

        var (later, laterOutputs) = await Deployment.TestAsync(new SampleMocks(), Run.Update, async () =>
        {
            await Task.Delay(1).ConfigureAwait(false);
            _ = new SampleResource("it");
            return (IDictionary<string, object?>)new Dictionary<string, object?> { ["answer"] = 42 };
        });
        Assert.Single(later);
        Assert.Equal(42, laterOutputs["answer"]);
    }

    [Fact]
    public async Task Refuses_a_stack_that_leaves_an_output_unassigned()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Deployment.TestAsync<EmptyStack>(new SampleMocks(), Run.Update));

        Assert.Equal(
            "Output(s) 'Text' have no value assigned. [Output] attributed properties must be assigned inside Stack constructor.",
            error.Message);
    }

    [Fact]
    public async Task Refuses_a_stack_with_an_output_that_is_none()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Deployment.TestAsync<WrongStack>(new SampleMocks(), Run.Update));

        Assert.Equal(
            "Output(s) 'Text' have incorrect type. [Output] attributed properties must be instances of Output<T>.", error.Message);
    }

    [Fact]
    public async Task An_exception_in_the_constructor_of_a_stack_fails_the_run()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Deployment.TestAsync<FailingStack>(new SampleMocks(), Run.Update));

        Assert.Equal("not today", error.Message);
    }

    [Fact]
    public async Task Empty_mocks_give_inputs_back_and_no_id()
    {
        var resources = await Deployment.TestAsync(
            new EmptyMocks(), Run.Update, () => { _ = new SampleResource("it", new SampleArgs { Text = "a" }); });

        var it = resources.OfType<SampleResource>().Single();
        Assert.Equal("a", (await Data.Of(it.Text)).Value);
        Assert.False((await Data.Of(it.Id)).IsKnown);
    }

    [Fact]
    public async Task Reading_another_stack_goes_through_the_mocks()
    {
        var mocks = SampleMocks.Returning(
            ("name", "org/net/prod"),
            ("outputs", ImmutableDictionary<string, object>.Empty.Add("vpc", "vpc-1").Add("key", "k")),
            ("secretOutputNames", new List<string> { "key" }));
        StackReference? network = null;
        Output<object>? missing = null;
        await Run.Program(mocks, () => network = new StackReference("org/net/prod"));

        Assert.Equal(("pulumi:pulumi:StackReference", "org/net/prod"), (mocks["org/net/prod"].Type, mocks["org/net/prod"].Id));
        Assert.Equal("org/net/prod", mocks["org/net/prod"].Inputs["name"]);
        Assert.Equal(("vpc-1", false), await Data.Of(network!.GetOutput("vpc")) is var vpc ? (vpc.Value, vpc.IsSecret) : default);
        Assert.True((await Data.Of(network.RequireOutput("key"))).IsSecret);
        Assert.Null((await Data.Of(network.GetOutput("none"))).Value);
        Assert.Equal("vpc-1", await network.RequireValueAsync("vpc"));
        Assert.Equal("k", (await network.GetOutputDetailsAsync("key")).SecretValue);
        await Assert.ThrowsAsync<InvalidOperationException>(() => network.GetValueAsync("key"));
        missing = network.RequireOutput("none");
        var error = await Assert.ThrowsAsync<KeyNotFoundException>(() => Data.Of(missing));
        Assert.Equal("Required output 'none' does not exist on stack 'org/net/prod'.", error.Message);
    }

    private sealed class Services : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType == typeof(InjectedStack) ? new InjectedStack("injected") : null;
    }

    private sealed class InjectedStack : Stack
    {
        public InjectedStack(string text) => Text = Output.Create(text);

        [Output]
        public Output<string> Text { get; private set; }
    }

    private sealed class GoodStack : Stack
    {
        public GoodStack()
        {
            var it = new SampleResource("it", new SampleArgs { Text = "a" });
            Text = it.Text;
            Plain = Output.Create(1);
        }

        [Output("text")]
        public Output<string> Text { get; private set; }

        [Output]
        public Output<int> Plain { get; private set; }
    }

    private sealed class EmptyStack : Stack
    {
        [Output]
        public Output<string> Text { get; private set; } = null!;
    }

    private sealed class WrongStack : Stack
    {
        [Output]
        public string Text { get; private set; } = "a";
    }

    private sealed class FailingStack : Stack
    {
        public FailingStack() => throw new RunException("not today");
    }
}
