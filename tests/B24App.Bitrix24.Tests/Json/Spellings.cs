using System.Text.Json;
using B24App.Bitrix24.Json;

namespace B24App.Bitrix24.Tests.Json;

public class Spellings
{
    [Theory]
    [InlineData("51", 51L)]
    [InlineData("\"51\"", 51L)]
    [InlineData("\"-1\"", -1L)]
    [InlineData("51.0", 51L)]
    [InlineData("\"undefined\"", null)]
    [InlineData("\"\"", null)]
    [InlineData("\"51x\"", null)]
    [InlineData("null", null)]
    [InlineData("false", null)]
    [InlineData("[]", null)]
    [InlineData("{}", null)]
    [InlineData("99999999999999999999", null)]
    public void Ids(string json, long? id) => Assert.Equal(id, Wire.Id(Parse(json)));

    [Theory]
    [InlineData("\"Y\"", true)]
    [InlineData("\"N\"", false)]
    [InlineData("\"1\"", true)]
    [InlineData("\"0\"", false)]
    [InlineData("1", true)]
    [InlineData("0", false)]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("\"true\"", true)]
    [InlineData("\"undefined\"", null)]
    [InlineData("\"\"", null)]
    [InlineData("null", null)]
    [InlineData("[]", null)]
    public void Flags(string json, bool? flag) => Assert.Equal(flag, Wire.Flag(Parse(json)));

    [Theory]
    [InlineData("\"2026-08-30T18:00:00+03:00\"", "2026-08-30T15:00:00Z")]
    [InlineData("\"2026-08-30T15:00:00Z\"", "2026-08-30T15:00:00Z")]
    [InlineData("\"24.08.2023 13:19:39\"", "2023-08-24T13:19:39Z")]
    [InlineData("\"2024-08-29 10:30:11\"", "2024-08-29T10:30:11Z")]
    [InlineData("\"04/17/2025 19:37:55\"", "2025-04-17T19:37:55Z")]
    [InlineData("1788271200", "2026-09-01T14:00:00Z")]
    [InlineData("\"\"", null)]
    [InlineData("\"undefined\"", null)]
    [InlineData("\"0000-00-00 00:00:00\"", null)]
    [InlineData("{}", null)]
    [InlineData("null", null)]
    [InlineData("\"12\"", null)]
    public void Dates(string json, string? moment) =>
        Assert.Equal(moment is null ? null : DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture), Wire.Date(Parse(json)));

    [Fact]
    public void A_date_without_an_offset_is_read_in_the_zone_given() =>
        Assert.Equal(new DateTimeOffset(2023, 8, 24, 13, 19, 39, TimeSpan.FromHours(3)), Wire.Date("24.08.2023 13:19:39", TimeSpan.FromHours(3)));

    [Theory]
    [InlineData("[1,\"2\"]", "1,2")]
    [InlineData("{\"5\":\"1\",\"9\":2}", "1,2")]
    [InlineData("[]", "")]
    [InlineData("false", "")]
    [InlineData("null", "")]
    [InlineData("\"\"", "")]
    public void Lists_of_ids(string json, string ids) => Assert.Equal(ids, string.Join(',', Wire.Ids(Parse(json))));

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("false")]
    [InlineData("\"\"")]
    [InlineData("\"undefined\"")]
    public void Nothing_has_many_names(string json) => Assert.True(Wire.IsNothing(Parse(json)));

    [Theory]
    [InlineData("0")]
    [InlineData("\"0\"")]
    [InlineData("[0]")]
    [InlineData("true")]
    public void Something_is_not_nothing(string json) => Assert.False(Wire.IsNothing(Parse(json)));

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;
}
