using System.Collections.Immutable;
using System.Text.Json;
using Pulumi;

namespace Infra.Tests.Sdk;

/// <summary>A provider, resources and a component as a provider SDK writes them, with one property of each kind.</summary>
internal sealed class SampleProvider(string name, SampleProviderArgs? args = null, CustomResourceOptions? options = null)
    : ProviderResource("sample", name, args ?? new(), options);

internal sealed class SampleProviderArgs : ResourceArgs
{
    [Input("region")]
    public Input<string>? Region { get; set; }

    [Input("retries", json: true)]
    public Input<int>? Retries { get; set; }

    [Input("insecure", json: true)]
    public Input<bool>? Insecure { get; set; }

    [Input("endpoints", json: true)]
    private InputList<PartArgs>? _endpoints;

    public InputList<PartArgs> Endpoints
    {
        get => _endpoints ??= [];
        set => _endpoints = value;
    }
}

internal sealed class PartArgs : ResourceArgs
{
    [Input("label", required: true)]
    public Input<string> Label { get; set; } = null!;

    [Input("size")]
    public Input<int>? Size { get; set; }
}

internal sealed class SampleArgs : ResourceArgs
{
    [Input("text")]
    public Input<string>? Text { get; set; }

    [Input("number")]
    public Input<int>? Number { get; set; }

    [Input("ratio")]
    public Input<double>? Ratio { get; set; }

    [Input("flag")]
    public Input<bool>? Flag { get; set; }

    [Input("part")]
    public Input<PartArgs>? Part { get; set; }

    [Input("choice")]
    public InputUnion<string, int>? Choice { get; set; }

    [Input("json")]
    public InputJson? Json { get; set; }

    [Input("colour")]
    public Input<Colour>? Colour { get; set; }

    [Input("level")]
    public Input<Level>? Level { get; set; }

    [Input("asset")]
    public Input<AssetOrArchive>? Asset { get; set; }

    [Input("anything")]
    public object? Anything { get; set; }

    [Input("items")]
    private InputList<string>? _items;

    public InputList<string> Items
    {
        get => _items ??= [];
        set => _items = value;
    }

    [Input("parts")]
    private InputList<PartArgs>? _parts;

    public InputList<PartArgs> Parts
    {
        get => _parts ??= [];
        set => _parts = value;
    }

    [Input("labels")]
    private InputMap<string>? _labels;

    public InputMap<string> Labels
    {
        get => _labels ??= [];
        set => _labels = value;
    }
}

/// <summary>Arguments with a required input.</summary>
internal sealed class StrictArgs : ResourceArgs
{
    [Input("must", required: true)]
    public Input<string> Must { get; set; } = null!;
}

internal sealed class SampleResource : CustomResource
{
    public const string Token = "sample:index:Resource";

    public SampleResource(string name, ResourceArgs? args = null, CustomResourceOptions? options = null)
        : base(Token, name, args ?? new SampleArgs(), options)
    {
    }

    [Output("text")]
    public Output<string> Text { get; private set; } = null!;

    [Output("number")]
    public Output<int> Number { get; private set; } = null!;

    [Output("maybe")]
    public Output<int?> Maybe { get; private set; } = null!;

    [Output("ratio")]
    public Output<double> Ratio { get; private set; } = null!;

    [Output("flag")]
    public Output<bool> Flag { get; private set; } = null!;

    [Output("part")]
    public Output<Part?> Part { get; private set; } = null!;

    [Output("parts")]
    public Output<ImmutableArray<Part>> Parts { get; private set; } = null!;

    [Output("labels")]
    public Output<ImmutableDictionary<string, string>?> Labels { get; private set; } = null!;

    [Output("choice")]
    public Output<Union<string, int>> Choice { get; private set; } = null!;

    [Output("json")]
    public Output<JsonElement> Json { get; private set; } = null!;

    [Output("colour")]
    public Output<Colour> Colour { get; private set; } = null!;

    [Output("level")]
    public Output<Level> Level { get; private set; } = null!;

    [Output("asset")]
    public Output<AssetOrArchive?> Asset { get; private set; } = null!;

    [Output("anything")]
    public Output<object?> Anything { get; private set; } = null!;

    public static SampleResource Get(string name, Input<string> id, CustomResourceOptions? options = null) =>
        new(name, null, CustomResourceOptions.Merge(options, new() { Id = id }));
}

[OutputType]
internal sealed class Part
{
    public readonly string Label;
    public readonly int? Size;

    [OutputConstructor]
    private Part([OutputConstructorParameter("label")] string name, int? size) => (Label, Size) = (name, size);
}

[EnumType]
internal readonly struct Colour : IEquatable<Colour>
{
    private readonly string _value;

    private Colour(string value) => _value = value;

    public static Colour Red { get; } = new("red");

    public static explicit operator string(Colour value) => value._value;

    public bool Equals(Colour other) => _value == other._value;

    public override bool Equals(object? obj) => obj is Colour other && Equals(other);

    public override int GetHashCode() => _value?.GetHashCode(StringComparison.Ordinal) ?? 0;

    public override string ToString() => _value;
}

internal enum Level
{
    Low = 1,
    High = 7,
}

internal sealed class SampleComponent : ComponentResource
{
    public const string Token = "sample:index:Component";

    public SampleComponent(
        string name, ComponentResourceOptions? options = null, Action<SampleComponent>? build = null, Output<string>? address = null)
        : base(Token, name, options)
    {
        build?.Invoke(this);
        Address = address ?? Output.Create("nowhere");
        RegisterOutputs();
    }

    [Output("address")]
    public Output<string> Address { get; private set; }
}

internal sealed class LookupArgs : InvokeArgs
{
    [Input("key")]
    public Input<string>? Key { get; set; }

    [Input("count")]
    public Input<int>? Count { get; set; }
}

[OutputType]
internal sealed class LookupResult
{
    public readonly string Value;
    public readonly ImmutableArray<string> Zones;

    [OutputConstructor]
    private LookupResult(string value, ImmutableArray<string> zones) => (Value, Zones) = (value, zones);
}
