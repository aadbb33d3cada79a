using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Planning.Minting;
using Infra.Planning.Schemas;
using Infra.Planning.Values;
using Pulumi.Testing;

namespace Infra.Planning.Recording;

/// <summary>Replaces the engine and all providers: records what the program would send and makes up the results.</summary>
internal sealed class RecordingMocks(ResourceRecorder recorder) : IMocks
{
    private const string ProviderPrefix = "pulumi:providers:";

    /// <inheritdoc/>
    public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
    {
        // An implementation of the interface always receives both; only the annotations of the SDK allow null.
        var (type, name) = (args.Type!, args.Name!);
        if (recorder.Find(type, name) is not { } recorded)
        {
            return Task.FromResult(Answer(type, name, args, null, null));
        }

        recorded.Inputs = Inputs(type, args.Inputs);
        recorded.Provider = Provider(args.Provider);
        recorded.Used = recorded.Args is null ? null : DependencyProbe.Start(recorded.Args);
        // A component has no id, and its outputs are those that it registers itself.
        return Task.FromResult(recorded.Custom
            ? Answer(
                type, name, args, recorded.Provider?.Inputs["region"]?.GetValue<string>(),
                (recorded.Provider?.Inputs["allowedAccountIds"] as JsonArray)?[0]?.GetValue<string>())
            : (string.Empty, ImmutableDictionary<string, object>.Empty));
    }

    /// <inheritdoc/>
    public Task<object> CallAsync(MockCallArgs args) => Task.FromResult<object>(args.Token == DependencyProbe.Token
        ? ImmutableDictionary<string, object>.Empty
        : CloudShapes.Function(args.Token!, args.Args));

    /// <inheritdoc/>
    public Task RegisterResourceOutputs(MockRegisterResourceOutputsRequest args) => Task.CompletedTask;

    private static (string? Id, object State) Answer(string type, string name, MockResourceArgs args, string? region, string? account)
    {
        var (id, state) = CloudShapes.Resource(type, name, args.Inputs, region, account);
        // Resources that are read rather than created already have an id.
        return (string.IsNullOrEmpty(args.Id) ? id : args.Id, state);
    }

    // A provider receives every value other than a string as JSON text.
    private static JsonObject Inputs(string type, ImmutableDictionary<string, object> inputs)
    {
        var json = PlainJson.FromMap(inputs);
        if (!type.StartsWith(ProviderPrefix, StringComparison.Ordinal) || ProviderSchemas.Resource(type) is not { } schema)
        {
            return json;
        }

        foreach (var (name, value) in inputs)
        {
            var expected = schema.Inputs.All.GetValueOrDefault(name)?.Type;
            if (value is string text && expected is not (null or SchemaType.Primitive { Kind: "string" }))
            {
                json[name] = PlainJson.Parse(text);
            }
        }

        return json;
    }

    // A reference is "urn::id", and a URN under mocks "urn:pulumi:stack::project::pulumi:pulumi:Stack$type::name".
    private RecordedResource? Provider(string? reference)
    {
        if (string.IsNullOrEmpty(reference))
        {
            return null;
        }

        var parts = reference.Split("::");
        return parts.Length < 5 ? null : recorder.Find(parts[2][(parts[2].LastIndexOf('$') + 1)..], string.Join("::", parts[3..^1]));
    }
}
