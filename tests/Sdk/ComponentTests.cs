using Infra.Tests.Planning;
using Pulumi;

namespace Infra.Tests.Sdk;

public sealed class ComponentTests
{
    [Fact]
    public async Task A_component_keeps_the_outputs_that_it_sets()
    {
        SampleComponent? component = null;
        await Run.Program(() => component = new SampleComponent("comp", address: Output.Create("here")));

        Assert.Equal("here", (await Data.Of(component!.Address)).Value);
        Assert.Equal("urn:pulumi:stack::project::pulumi:pulumi:Stack$sample:index:Component::comp", (await Data.Of(component.Urn)).Value);
    }

    [Fact]
    public async Task Registered_outputs_reach_the_mocks_with_what_is_known_about_them()
    {
        var mocks = new SampleMocks();
        await Run.Program(mocks, () => _ = new SampleComponent("comp", address: Output.CreateSecret("here")));

        var request = mocks.Outputs.Single(request => request.Urn.EndsWith("::comp", StringComparison.Ordinal));
        var (name, output) = Assert.Single(request.Outputs);
        var data = await Data.Of(output);
        Assert.Equal(("address", "here", true, true), (name, data.Value, data.IsKnown, data.IsSecret));
    }

    [Fact]
    public async Task Outputs_can_be_registered_as_a_dictionary_of_anything()
    {
        var mocks = new SampleMocks();
        await Run.Program(mocks, () => _ = new Explicit("it"));

        var request = mocks.Outputs.Single(request => request.Urn.EndsWith("::it", StringComparison.Ordinal));
        Assert.Equal(["number", "text", "unknown"], request.Outputs.Keys.Order());
        Assert.Equal(1d, (await Data.Of(request.Outputs["number"])).Value);
        Assert.False((await Data.Of(request.Outputs["unknown"])).IsKnown);
    }

    [Fact]
    public async Task The_arguments_of_a_component_reach_the_mocks()
    {
        var mocks = new SampleMocks();
        await Run.Program(mocks, () => _ = new ComponentResource("a:b:C", "it", new SampleArgs { Text = "x" }));

        Assert.Equal(("a:b:C", "x"), (mocks["it"].Type, mocks["it"].Inputs["text"]));
    }

    [Fact]
    public async Task A_remote_component_gets_its_outputs_from_the_engine()
    {
        Remote? remote = null;
        await Run.Program(SampleMocks.Returning(("address", "there")), () => remote = new Remote("it"));

        Assert.Equal("there", (await Data.Of(remote!.Address)).Value);
    }

    [Fact]
    public async Task A_component_cannot_be_read_by_an_id()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Run.Program(() => _ = new SampleComponent("it", new() { Id = "x" })));

        Assert.Contains("ResourceOptions.Id is only valid for a CustomResource", error.Message, StringComparison.Ordinal);
    }

    private sealed class Explicit : ComponentResource
    {
        public Explicit(string name)
            : base("sample:index:Explicit", name) => RegisterOutputs(new Dictionary<string, object?>
            {
                ["text"] = "a",
                ["number"] = Output.Create(1),
                ["nothing"] = null,
                ["unknown"] = Pulumi.Utilities.OutputUtilities.CreateUnknown("x"),
            });
    }

    private sealed class Remote(string name) : ComponentResource("sample:index:Remote", name, ResourceArgs.Empty, null, remote: true)
    {
        [Output("address")]
        public Output<string> Address { get; private set; } = null!;
    }
}
