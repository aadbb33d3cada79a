using System.Text.Json;
using Pulumi.Serialization;

namespace Pulumi;

public static partial class Output
{
    /// <summary>JSON of a value, in which outputs may be nested: the text is unknown or secret as soon as one of them is.</summary>
    public static Output<string> JsonSerialize<T>(Output<T> value, JsonSerializerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Output<string>.From(SerializeAsync());

        async ValueTask<OutputData<string>> SerializeAsync()
        {
            var data = await value.DataAsync().ConfigureAwait(false);
            if (!data.IsKnown)
            {
                return data.Unknown<string>();
            }

            var nested = new NestedOutputs(data.With<object?>(null));
            var text = JsonSerializer.Serialize(data.Value, nested.Extend(options));
            var seen = nested.Seen.With(text);
            return seen.IsKnown ? seen : seen.Unknown<string>();
        }
    }

    /// <summary>A value of JSON, in which outputs may be nested: they are as secret as the text.</summary>
    public static Output<T> JsonDeserialize<T>(Output<string> json, JsonSerializerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Output<T>.From(DeserializeAsync());

        async ValueTask<OutputData<T>> DeserializeAsync()
        {
            var data = await json.DataAsync().ConfigureAwait(false);
            var nested = new NestedOutputs(data.With<object?>(null));
            return data.IsKnown
                ? data.With(JsonSerializer.Deserialize<T>(data.Value, nested.Extend(options))!)
                : data.Unknown<T>();
        }
    }
}
