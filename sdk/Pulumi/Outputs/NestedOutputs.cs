using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pulumi.Serialization;

/// <summary>Reads and writes the outputs and inputs inside a JSON value.</summary>
/// <param name="outer">The output that the JSON is of.</param>
internal sealed class NestedOutputs(OutputData<object?> outer) : JsonConverterFactory
{
    private static readonly Dictionary<Type, Type> _converters = new()
    {
        [typeof(Output<>)] = typeof(OutputConverter<>),
        [typeof(Input<>)] = typeof(InputConverter<>),
        [typeof(InputList<>)] = typeof(InputListConverter<>),
        [typeof(InputMap<>)] = typeof(InputMapConverter<>),
    };

    /// <summary>What the outputs seen so far, and the outer one, know together.</summary>
    public OutputSum Seen { get; } = StartingWith(outer);

    public JsonSerializerOptions Extend(JsonSerializerOptions? options)
    {
        var extended = options is null ? new() : new JsonSerializerOptions(options);
        extended.Converters.Add(this);
        return extended;
    }

    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsConstructedGenericType && _converters.ContainsKey(typeToConvert.GetGenericTypeDefinition());

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(
            _converters[typeToConvert.GetGenericTypeDefinition()].MakeGenericType(typeToConvert.GenericTypeArguments), this)!;

    private static OutputSum StartingWith(OutputData<object?> data)
    {
        var sum = new OutputSum();
        sum.Add(data);
        return sum;
    }

    private Output<T> Read<T>(ref Utf8JsonReader reader, JsonSerializerOptions options) =>
        new(outer.With(JsonSerializer.Deserialize<T>(ref reader, options)!));

    private void Write<T>(Utf8JsonWriter writer, Output<T> output, JsonSerializerOptions options)
    {
        // Converters cannot wait, so this blocks; an output that is complete, as nearly all are, costs nothing.
        var data = output.DataAsync().AsTask().GetAwaiter().GetResult();
        Seen.Add(data);
        if (data.IsKnown)
        {
            JsonSerializer.Serialize(writer, data.Value, options);
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    private sealed class OutputConverter<T>(NestedOutputs nested) : JsonConverter<Output<T>>
    {
        public override Output<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            nested.Read<T>(ref reader, options);

        public override void Write(Utf8JsonWriter writer, Output<T> value, JsonSerializerOptions options) =>
            nested.Write(writer, value, options);
    }

    private sealed class InputConverter<T>(NestedOutputs nested) : JsonConverter<Input<T>>
    {
        public override Input<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            nested.Read<T>(ref reader, options);

        public override void Write(Utf8JsonWriter writer, Input<T> value, JsonSerializerOptions options) =>
            nested.Write(writer, value.ToOutput(), options);
    }

    private sealed class InputListConverter<T>(NestedOutputs nested) : JsonConverter<InputList<T>>
    {
        public override InputList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            nested.Read<ImmutableArray<T>>(ref reader, options);

        public override void Write(Utf8JsonWriter writer, InputList<T> value, JsonSerializerOptions options) =>
            nested.Write(writer, value.ToOutput(), options);
    }

    private sealed class InputMapConverter<T>(NestedOutputs nested) : JsonConverter<InputMap<T>>
    {
        public override InputMap<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            nested.Read<ImmutableDictionary<string, T>>(ref reader, options);

        public override void Write(Utf8JsonWriter writer, InputMap<T> value, JsonSerializerOptions options) =>
            nested.Write(writer, value.ToOutput(), options);
    }
}
